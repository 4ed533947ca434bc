package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;

/** How many records of one table a transaction has so far. */
public final class RecordCount {

    private final TableId table;
    private long transaction = -1;
    private long records;

    RecordCount(TableId table) {
        this.table = table;
    }

    public TableId table() {
        return table;
    }

    public long records() {
        return records;
    }

    /** Those of a transaction, 0 where it is not at that one yet. */
    long records(long ofTransaction) {
        return transaction == ofTransaction ? records : 0;
    }

    void set(long ofTransaction, long count) {
        transaction = ofTransaction;
        records = count;
    }

    /**
     * Counts one more.
     *
     * @return whether it is the transaction's first
     */
    boolean add(long ofTransaction) {
        if (transaction != ofTransaction) {
            set(ofTransaction, 0);
        }
        return ++records == 1;
    }
}
