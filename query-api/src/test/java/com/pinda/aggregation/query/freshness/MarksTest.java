package com.pinda.aggregation.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarksTest {

    private final Marks marks = new Marks();

    @Test
    void aViewAtRestHasAllThatWasCaptured() {
        assertThat(reached(look(100, 5, 5, 9, 9))).contains(100L);
    }

    @Test
    void nothingIsKnownBeforeOnePlaceWasFollowedIntoTheView() {
        assertThat(reached(look(100, 4, 5, 9, 9))).isEmpty();
        assertThat(reached(look(110, 5, 6, 9, 10))).isEmpty();
    }

    @Test
    void aViewThatIsNeverAtRestHasWhatWasCapturedWhenTheKeysOfThenWerePut() {
        reached(look(100, 5, 5, 7, 9));
        reached(look(200, 6, 8, 8, 12));

        assertThat(reached(look(300, 8, 9, 9, 20))).contains(100L);
        assertThat(reached(look(400, 9, 12, 19, 30))).contains(100L);
        assertThat(reached(look(500, 12, 13, 20, 40))).contains(200L);
    }

    @Test
    void keysThatArePutLaterThanAChangesOwnAreNotAwaited() {
        reached(look(100, 4, 5, 0, 0));
        reached(look(200, 5, 6, 0, 10));

        assertThat(reached(look(300, 5, 6, 9, 99))).isEmpty();
        assertThat(reached(look(300, 5, 6, 10, 99))).contains(100L);
    }

    @Test
    void aTransactionThatBeganBeforeIsToldWhatItSees() {
        var before = look(100, 5, 5, 9, 9);
        reached(before);

        assertThat(reached(look(200, 6, 6, 12, 12))).contains(200L);
        assertThat(reached(before)).contains(100L);
    }

    @Test
    void aTransactionThatTakesLongIsToldSomethingThatItSees() {
        var before = look(100, 5, 5, 9, 9);
        reached(look(50, 4, 4, 8, 8));
        reached(before);
        for (int i = 1; i <= 1000; i++) {
            reached(look(100 + i, 5 + i, 5 + i, 9 + i, 9 + i));
        }

        assertThat(reached(before)).hasValueSatisfying(time -> assertThat(time).isIn(50L, 100L));
        assertThat(reached(look(1101, 1006, 1006, 1009, 1010))).contains(1100L);
    }

    @Test
    void nothingIsReachedWhileAllRowsAreToBeMadeAnew() {
        var untold = new ViewLook(captured(100), false, parts("pd_order", 5, 5), parts("fast", 9, 9));

        assertThat(reached(untold)).isEmpty();
        assertThat(reached(look(100, 5, 5, 9, 20))).isEmpty();
        assertThat(reached(look(100, 5, 5, 20, 25))).contains(100L);
    }

    @Test
    void aViewThatStandsStillKeepsFewPlacesAndReachesTheOldestFirst() {
        for (int time = 1; time <= 1000; time++) {
            reached(look(time, time, time, 0, time));
        }

        assertThat(reached(look(1001, 1001, 1001, 1, 1001))).contains(1L);
        assertThat(reached(look(1002, 1002, 1002, 999, 1002)))
                .hasValueSatisfying(time -> assertThat(time).isGreaterThan(500));
    }

    @Test
    void withoutACaptureNothingIsKnown() {
        assertThat(marks.reached(
                        new ViewLook(new Reached(List.of()), true, parts("pd_order", 5, 5), parts("fast", 9, 9))))
                .isEmpty();
    }

    private Optional<Long> reached(ViewLook look) {
        return marks.reached(look).flatMap(Reached::aliveMs);
    }

    private static ViewLook look(long aliveMs, long resolved, long captured, long refreshed, long put) {
        return new ViewLook(
                captured(aliveMs), true, parts("pd_order", resolved, captured), parts("fast", refreshed, put));
    }

    private static Reached captured(long aliveMs) {
        return new Reached(List.of(new Capture("tms", aliveMs, "mysql-bin.000007", 4, null, aliveMs, aliveMs)));
    }

    private static Map<Part, Reach> parts(String name, long next, long end) {
        return Map.of(new Part(name, 0), new Reach(next, end));
    }
}
