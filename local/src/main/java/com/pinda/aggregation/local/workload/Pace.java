package com.pinda.aggregation.local.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the workload back to so many orders a second of wall time. What was missed in a pause is not made up for. */
final class Pace {

    private static final long MOST_BEHIND = TimeUnit.SECONDS.toNanos(1);

    private final CountDownLatch stopped;
    private final long gapNanos;
    private long next = System.nanoTime();

    /**
     * @param perSecond 0 is without a limit
     * @param stopped ends the waiting
     */
    Pace(double perSecond, CountDownLatch stopped) {
        this.stopped = stopped;
        this.gapNanos = perSecond > 0 ? (long) (TimeUnit.SECONDS.toNanos(1) / perSecond) : 0;
    }

    /** Waits for the turn of the next order. */
    void await() throws InterruptedException {
        if (gapNanos == 0) {
            return;
        }
        long wait = next - System.nanoTime();
        if (wait > 0) {
            boolean ended = stopped.await(wait, TimeUnit.NANOSECONDS);
            assert ended || stopped.getCount() > 0;
        } else if (-wait > MOST_BEHIND) {
            next = System.nanoTime();
        }
        next += gapNanos;
    }
}
