package com.pinda.aggregation.query.sync;

/**
 * How many rows a table has.
 *
 * @param estimated whether that is what the database's statistics say, not what was counted
 */
record RowCount(long rows, boolean estimated) {}
