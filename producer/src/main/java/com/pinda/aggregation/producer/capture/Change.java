package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.Operation;

/**
 * One row's change, in the order the binlog gave it. There is one object for all of them: it is filled anew for every
 * row and valid only during the call that hands it over.
 */
public final class Change {

    private static final LogEvent NONE = new LogEvent("", 0, 0, 0, 0, null, "");

    private final RowImage before = new RowImage();
    private final RowImage after = new RowImage();
    private final TransactionCounts counts;
    private TableLayout layout;
    private Operation operation = Operation.CREATE;
    private LogEvent event = NONE;
    private RecordCount ofTable;
    private int row;

    Change(TableLayout none, TransactionCounts counts) {
        layout = none;
        this.counts = counts;
        ofTable = new RecordCount(none.table());
    }

    void set(LogEvent event, TableLayout layout, Operation operation, int row, RecordCount ofTable) {
        this.event = event;
        this.layout = layout;
        this.operation = operation;
        this.row = row;
        this.ofTable = ofTable;
    }

    /** CREATE, UPDATE or DELETE. */
    public Operation operation() {
        return operation;
    }

    /** The columns of both rows. */
    public TableLayout layout() {
        return layout;
    }

    /** The row as it was; of size 0 for a CREATE. */
    public RowImage before() {
        return before;
    }

    /** The row as it is; of size 0 for a DELETE. */
    public RowImage after() {
        return after;
    }

    public LogEvent event() {
        return event;
    }

    /** Which row of its event this is, from 0. */
    public int row() {
        return row;
    }

    /**
     * Gives the next number to the record of the change that is sent now; a change may be sent in several, or in none.
     */
    public void nextRecord() {
        counts.count(ofTable);
    }

    /** Which record of its transaction the last one is, from 1. */
    public long totalOrder() {
        return counts.records();
    }

    /** Which record of this table in its transaction the last one is, from 1. */
    public long tableOrder() {
        return ofTable.records();
    }

    /** Where it comes from, for messages: table, file, offset and row. */
    @Override
    public String toString() {
        return layout.table() + " at " + event.file() + ":" + event.offset() + " row " + row;
    }
}
