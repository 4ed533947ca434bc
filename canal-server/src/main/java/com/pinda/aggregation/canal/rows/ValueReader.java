package com.pinda.aggregation.canal.rows;

/** Reads one value that is not NULL: moves the row on by it and leaves its text. */
@FunctionalInterface
interface ValueReader {

    void read(RowBytes row, Text text);
}
