package com.pinda.aggregation.producer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private final SettableClock clock = new SettableClock();
    private final Statistics statistics = new Statistics(clock);

    @Test
    void nothingWaitsWhileTheSourceIsQuiet() {
        statistics.published(3, 250);

        statistics.idle(0);

        assertThat(statistics.lagMs()).isZero();
        assertThat(statistics.interruption()).isEmpty();
    }

    @Test
    void theLagOfAQuietTopicIsWhatIsNotReadYet() {
        statistics.published(3, 250);

        statistics.idle(4_000);

        assertThat(statistics.lagMs()).isEqualTo(4_000);
    }

    @Test
    void theLagGrowsWhileTheSourceIsNotRead() {
        statistics.published(3, 250);
        statistics.interrupted("canal-server is reconnecting");
        clock.now = clock.now.plus(Duration.ofSeconds(2));
        statistics.interrupted("canal-server is reconnecting: connection refused");
        clock.now = clock.now.plus(Duration.ofSeconds(3));

        statistics.idle(0);

        assertThat(statistics.lagMs()).isEqualTo(5_250);
        assertThat(statistics.interruption()).contains("canal-server is reconnecting: connection refused");
    }

    @Test
    void theLagIsForgottenOnceTheSourceIsReadAgain() {
        statistics.interrupted("canal-server is reconnecting");
        clock.now = clock.now.plus(Duration.ofSeconds(2));

        statistics.flowing();
        statistics.idle(0);

        assertThat(statistics.lagMs()).isZero();
    }

    private static final class SettableClock extends Clock {

        Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
