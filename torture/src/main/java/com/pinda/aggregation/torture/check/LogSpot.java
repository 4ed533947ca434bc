package com.pinda.aggregation.torture.check;

/**
 * An end of an event in the binlog.
 *
 * @param offset bytes from the file's begin
 */
record LogSpot(String file, long offset) {

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
