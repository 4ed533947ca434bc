package com.pinda.aggregation.producer.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many records the transaction that is read has so far, in all and of each table. */
public final class TransactionCounts {

    private final List<RecordCount> tables = new ArrayList<>();
    private long transaction;
    private long records;

    /** Counts from 0, unless it is at this transaction already. */
    void moveTo(long next) {
        if (transaction != next) {
            transaction = next;
            records = 0;
            tables.clear();
        }
    }

    /** Takes up a count of the transaction that it is at. */
    void add(RecordCount table, long count) {
        table.set(transaction, count);
        tables.add(table);
    }

    void set(long count) {
        records = count;
    }

    /** Counts one more record of a table. */
    void count(RecordCount table) {
        records++;
        if (table.add(transaction)) {
            tables.add(table);
        }
    }

    /** Takes back what was counted since there were so many, all of it of one table. */
    void moveBack(RecordCount table, long count, long ofTable) {
        records = count;
        table.set(transaction, ofTable);
        if (ofTable == 0) {
            tables.remove(table);
        }
    }

    /** The records of a table. */
    long records(RecordCount table) {
        return table.records(transaction);
    }

    /** All records; 0 where the transaction has none. */
    public long records() {
        return records;
    }

    /** The tables that have records, in the order in which they came; valid until the next change is read. */
    public List<RecordCount> tables() {
        return Collections.unmodifiableList(tables);
    }
}
