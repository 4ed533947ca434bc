package com.pinda.aggregation.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyTest {

    @Test
    void withNothingPendingItHasAllThatTheCaptureRead() {
        assertThat(copy(500, null).completeUpTo(Optional.of(900L))).contains(900L);
    }

    @Test
    void withRecordsPendingItHasWhatTheSlowestPartitionReached() {
        assertThat(copy(500, 300L).completeUpTo(Optional.of(900L))).contains(300L);
    }

    @Test
    void aPartitionThatReachedNothingTellsNothing() {
        assertThat(copy(500, 0L).completeUpTo(Optional.of(900L))).isEmpty();
    }

    @Test
    void withoutCaptureTheNewestChangeIsAllThatIsKnown() {
        assertThat(copy(500, null).completeUpTo(Optional.empty())).contains(500L);
    }

    @Test
    void aCopyThatNobodyFillsIsNotFilled() {
        assertThat(Copy.unknown("x").filled()).isFalse();
    }

    private static Copy copy(long eventTsMs, @Nullable Long behindTsMs) {
        return new Copy("t", "db.t", "tms.db.t", 1L, 3, 0, 7, eventTsMs, eventTsMs, behindTsMs);
    }
}
