package com.pinda.aggregation.query.page;

/**
 * The part of a list that is asked for.
 *
 * @param page from 1 on
 * @param size items in it, from 1 on
 */
record Slice(int page, int size) {

    long offset() {
        return (long) (page - 1) * size;
    }

    /** The number of the last row in it, counted from 1. */
    long end() {
        return (long) page * size;
    }
}
