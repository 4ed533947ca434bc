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
    private TableLayout layout;
    private Operation operation = Operation.CREATE;
    private LogEvent event = NONE;
    private int row;
    private long totalOrder;
    private long tableOrder;

    Change(TableLayout none) {
        layout = none;
    }

    void set(LogEvent event, TableLayout layout, Operation operation, int row, long totalOrder, long tableOrder) {
        this.event = event;
        this.layout = layout;
        this.operation = operation;
        this.row = row;
        this.totalOrder = totalOrder;
        this.tableOrder = tableOrder;
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

    /** Which change of its transaction this is, from 1. */
    public long totalOrder() {
        return totalOrder;
    }

    /** Which change of this table in its transaction this is, from 1. */
    public long tableOrder() {
        return tableOrder;
    }

    /** Where it comes from, for messages: table, file, offset and row. */
    @Override
    public String toString() {
        return layout.table() + " at " + event.file() + ":" + event.offset() + " row " + row;
    }
}
