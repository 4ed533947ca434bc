package com.pinda.aggregation.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.query.freshness.Stand;
import com.pinda.aggregation.query.freshness.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9, 1", "10, 1", "11, 2", "100, 10"})
    void theLastPageMayBeShort(long counts, long pages) {
        var page = Page.of(new Slice(1, 10), counts, List.of());

        assertThat(page.pages()).isEqualTo(pages);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999, 1", "1000, 1", "1001, 2", "86400000, 86400"})
    void ageIsRoundedUp(long lagMs, String age) {
        assertThat(ageOf(Duration.ofMillis(lagMs))).isEqualTo(age);
    }

    @Test
    void anAgeThatIsNotKnownIsNotClaimed() {
        assertThat(ageOf(null)).isNull();
    }

    private static @Nullable String ageOf(@Nullable Duration lag) {
        var found = new Found<>(
                Page.of(new Slice(1, 10), 0, List.of()),
                new Stand(State.READY, Optional.ofNullable(lag), Optional.empty()));
        return found.answer().getHeaders().getFirst("Age");
    }
}
