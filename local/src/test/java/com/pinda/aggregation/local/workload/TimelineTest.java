package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final LocalDateTime MORNING = LocalDateTime.of(2026, 3, 2, 9, 0);

    private final Timeline timeline = new Timeline(MORNING);

    @Test
    void eventsHappenInTheOrderOfTimeAndThenOfPlanning() throws SQLException {
        var happened = new ArrayList<String>();
        timeline.after(Duration.ofMinutes(2), () -> happened.add("late"));
        timeline.after(Duration.ofMinutes(1), () -> happened.add("first"));
        timeline.after(Duration.ofMinutes(1), () -> happened.add("second"));

        while (!timeline.isEmpty()) {
            timeline.step();
        }

        assertThat(happened).containsExactly("first", "second", "late");
        assertThat(timeline.time()).isEqualTo(MORNING.plusMinutes(2));
    }

    @Test
    void anEventInThePastHappensNext() throws SQLException {
        timeline.at(0, () -> {});

        timeline.step();

        assertThat(timeline.time()).isEqualTo(MORNING);
    }

    @Test
    void theClockDoesNotJumpOverAnEvent() {
        timeline.after(Duration.ofMinutes(1), () -> {});

        assertThatThrownBy(() ->
                        timeline.moveTo(timeline.now() + Duration.ofHours(1).toMillis()))
                .isInstanceOf(IllegalStateException.class);
    }
}
