package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final LocalDateTime MORNING = LocalDateTime.of(2026, 3, 2, 9, 0);

    private final Timeline timeline = new Timeline(MORNING);

    @Test
    void idsOfOneInstantGrowAndAreDifferent() {
        var ids = Ids.sinceFixedEpoch(timeline, 1);
        var numbers = new ArrayList<Long>();

        for (int i = 0; i < 10_000; i++) {
            numbers.add(Long.valueOf(ids.next()));
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfALaterRunAreGreater() {
        var last = Long.parseLong(Ids.sinceFixedEpoch(timeline, 5).next());

        var first = Ids.sinceFixedEpoch(new Timeline(MORNING.plusHours(1)), 1).next();

        assertThat(Long.parseLong(first)).isGreaterThan(last);
    }

    @Test
    void idsFitTheColumn() {
        assertThat(Ids.sinceFixedEpoch(new Timeline(LocalDateTime.of(2100, 1, 1, 0, 0)), 1023)
                        .next())
                .hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void idsSinceTheStartOfAServiceBeginNearZero() {
        assertThat(Ids.sinceNow(timeline, 0).next()).hasSizeLessThan(10);
    }

    @Test
    void twoStartsOfAServiceNeverGiveTheSameId() {
        var seen = new HashSet<String>();

        for (int start = 0; start < 3; start++) {
            var later = new Timeline(MORNING.plusDays(start));
            var ids = Ids.sinceNow(later, start);
            for (int i = 0; i < 9000; i++) {
                later.moveTo(later.now() + i % 3);
                var id = ids.next();
                assertThat(seen.add(id)).isTrue();
                assertThat(Ids.startOf(Long.parseLong(id))).isEqualTo(start);
            }
        }
    }

    @Test
    void theAgeIsThatOfTheSimulatedClock() {
        var ids = Ids.sinceNow(timeline, 0);

        timeline.moveTo(timeline.now() + Duration.ofDays(1).toMillis());

        assertThat(ids.isOlderThan(Duration.ofDays(1))).isTrue();
        assertThat(ids.isOlderThan(Duration.ofDays(2))).isFalse();
    }
}
