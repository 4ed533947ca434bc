package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void aDayHasAboutItsOrdersWithAPeakInTheMorning() {
        var timeline = new Timeline(LocalDateTime.of(2026, 3, 2, 0, 0));
        var arrivals = new Arrivals(timeline, new Draw(1, 1), 10_000);
        var perHour = new int[24];

        while (arrivals.next() < timeline.now() + 86_400_000L) {
            perHour[Timeline.time(arrivals.next()).getHour()]++;
            arrivals.advance();
        }

        int total = Arrays.stream(perHour).sum();
        assertThat(total).isBetween(9_000, 10_500);
        assertThat(perHour[10]).isGreaterThan(5 * perHour[3]);
    }
}
