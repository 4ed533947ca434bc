package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.WireFormat;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.util.Arrays;

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
    private long recordsBefore;
    private long ofTableBefore;
    private byte[] buffer = {};
    private int from;
    private int to;

    /**
     * One that holds nothing yet.
     *
     * @param counts what its records are counted in
     */
    Change(TransactionCounts counts) {
        layout = TableLayout.of(new TableId("none", "none"), new RowImage(), TableLayout.NO_ADDED_VALUES);
        ofTable = new RecordCount(layout.table());
        this.counts = counts;
    }

    /**
     * Reads the rows before and after out of canal's message {@code RowData}, which goes from here to {@code end}.
     *
     * @param operationOfRows what was done to them
     */
    void readRows(WireReader in, int end, ColumnForms forms, Operation operationOfRows) throws IOException {
        buffer = in.bytes();
        from = in.at();
        to = end;
        before.clear(buffer, forms.lastBefore());
        after.clear(buffer, forms.lastAfter(operationOfRows));
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.RowData.BEFORECOLUMNS_FIELD_NUMBER -> before.read(in, in.readMessage(), forms);
                case CanalEntry.RowData.AFTERCOLUMNS_FIELD_NUMBER -> after.read(in, in.readMessage(), forms);
                default -> in.skip(tag);
            }
        }
    }

    /** The one of the two rows that is there: both have the same columns. */
    RowImage image() {
        return after.size() > 0 ? after : before;
    }

    /** The message that the rows were read from. */
    byte[] message() {
        return Arrays.copyOfRange(buffer, from, to);
    }

    void set(LogEvent event, TableLayout layout, Operation operation, int row, RecordCount ofTable) {
        this.event = event;
        this.layout = layout;
        this.operation = operation;
        this.row = row;
        this.ofTable = ofTable;
        recordsBefore = counts.records();
        ofTableBefore = counts.records(ofTable);
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

    /**
     * Gives their numbers to records of the change that are sent at another time, instead of any that were given.
     *
     * @param records how many there will be
     */
    public void reserve(int records) {
        counts.moveBack(ofTable, recordsBefore, ofTableBefore);
        for (int i = 0; i < records; i++) {
            nextRecord();
        }
    }

    /** How many records of its transaction come before those of the change. */
    long recordsBefore() {
        return recordsBefore;
    }

    /** How many of these are of its table. */
    long ofTableBefore() {
        return ofTableBefore;
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
