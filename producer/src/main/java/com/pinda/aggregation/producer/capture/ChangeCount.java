package com.pinda.aggregation.producer.capture;

/** How many changes a transaction has so far; begins anew with each. */
final class ChangeCount {

    private long transaction = -1;
    private long changes;

    void set(long ofTransaction, long count) {
        transaction = ofTransaction;
        changes = count;
    }

    /** Counts one more. */
    void add(long ofTransaction) {
        if (transaction != ofTransaction) {
            set(ofTransaction, 0);
        }
        changes++;
    }

    long of(long ofTransaction) {
        return transaction == ofTransaction ? changes : 0;
    }
}
