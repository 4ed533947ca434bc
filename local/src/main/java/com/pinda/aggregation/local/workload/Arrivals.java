package com.pinda.aggregation.local.workload;

import java.time.Duration;

/** When customers order, over a simulated day: little at night, peaks from 9 to 11 and from 16 to 20 h. */
final class Arrivals {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final double[] OF_HOUR = {
        0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.8, 0.8, 2, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0.7, 0.7, 0.7, 0.7
    };

    private final Draw draw;
    private final double meanGapMillis;
    private long next;

    Arrivals(Timeline timeline, Draw draw, int ordersPerDay) {
        this.draw = draw;
        this.meanGapMillis = 24.0 * HOUR / ordersPerDay;
        this.next = timeline.now();
    }

    /** When the next order comes, on the simulated clock. */
    long next() {
        return next;
    }

    /** The next order came. */
    void advance() {
        double share = OF_HOUR[(int) Math.floorMod(next / HOUR, 24L)];
        next += 1 + (long) (-StrictMath.log(1 - draw.random().nextDouble()) * meanGapMillis / share);
    }
}
