package com.pinda.aggregation.query.freshness;

/**
 * How far a partition was followed.
 *
 * @param next first offset that is not done
 * @param end offset up to which it was asked for
 */
record Reach(long next, long end) {

    /** A partition of which nothing is known yet. */
    static final Reach NONE = new Reach(0, 0);
}
