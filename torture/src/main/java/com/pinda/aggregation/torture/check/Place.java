package com.pinda.aggregation.torture.check;

/**
 * Where a row change stands in the binlog. The changes of a compressed transaction may share one.
 *
 * @param file binlog file
 * @param offset start of the event in the file, bytes; of the event that holds it where the transaction is compressed
 * @param row row in the event, from 0
 */
public record Place(String file, long offset, int row) {

    @Override
    public String toString() {
        return file + ":" + offset + " row " + row;
    }
}
