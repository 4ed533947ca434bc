package com.pinda.aggregation.local.stack;

import java.sql.SQLException;
import java.time.Duration;

/** Waits for as long as it takes, while something moves. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Without any move for so long there is something wrong. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Runnable check;
    private final Duration longest;

    /** @param check throws when waiting makes no sense any more */
    Patience(Runnable check) {
        this(check, LONGEST);
    }

    Patience(Runnable check, Duration longest) {
        this.check = check;
        this.longest = longest;
    }

    /** @throws StackFailure when nothing moved for too long */
    void await(Goal goal) throws SQLException {
        var moved = goal.moved();
        var last = System.nanoTime();
        while (!goal.isReached()) {
            var now = goal.moved();
            if (now != moved) {
                moved = now;
                last = System.nanoTime();
            }
            if (System.nanoTime() - last > longest.toNanos()) {
                throw new StackFailure("%s; nothing moved for %d s".formatted(goal.missing(), longest.toSeconds()));
            }
            check.run();
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** What is waited for. */
    interface Goal {
        boolean isReached() throws SQLException;

        /** A number that is another one after each move. */
        long moved() throws SQLException;

        /** What is not reached, for a person. */
        String missing() throws SQLException;
    }
}
