package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads canal's entries in the order in which they come, and hands over each change exactly once: what is not after the
 * last entry is dropped, since canal sends whole transactions again after a restart or a lost connection.
 *
 * <p>It reads protobuf's wire format itself, with the field numbers of canal's classes: canal repeats name and type of
 * each column in every row, and its own classes would make some hundred objects of each.
 */
public final class LogReader {

    /** What it remembers of a table. */
    private static final class TableState {
        final TableId id;
        final boolean captured;
        final RecordCount count;

        final ColumnForms forms = new ColumnForms();

        @Nullable TableLayout layout;

        TableState(TableId id, boolean captured) {
            this.id = id;
            this.captured = captured;
            count = new RecordCount(id);
        }
    }

    private static final byte[] ADDED_VALUES = "addedValues".getBytes(UTF_8);

    private final CapturedTables captured;
    private final EntryBytes bytes = new EntryBytes();
    private final LogCursor cursor;
    private final Map<TableId, TableState> tables = new HashMap<>();
    private final WireReader in = new WireReader();
    private final EntryHeader header = new EntryHeader();
    private final Property property = new Property();
    private final TransactionCounts counts = new TransactionCounts();
    private final Change change = new Change(counts);

    private byte[] addedValues = TableLayout.NO_ADDED_VALUES;
    private long bytesRead;

    /**
     * A reader that goes on after a checkpoint, or at whatever comes first where that is null.
     *
     * @param epoch the epoch of all positions
     */
    public LogReader(int epoch, CapturedTables captured, @Nullable Published checkpoint) {
        this.captured = captured;
        cursor = new LogCursor(epoch, bytes, checkpoint);
        if (checkpoint != null) {
            goOn(checkpoint.state().open());
        }
    }

    /** Goes on counting the records of the transaction that the checkpoint cut. */
    private void goOn(@Nullable OpenTransaction open) {
        if (open == null) {
            return;
        }
        counts.moveTo(cursor.transaction());
        counts.set(open.records());
        open.tableRecords().forEach((id, count) -> {
            var table = new TableState(id, captured.includes(id));
            counts.add(table.count, count);
            tables.put(id, table);
        });
    }

    /**
     * Reads entries as canal sent them, a batch of it.
     *
     * @throws BadChangeException where an entry is not what canal's protocol says
     * @throws GapException where the log is another one than that of the checkpoint
     */
    public void read(List<ByteString> entries, ChangeHandler handler) {
        var first = true;
        for (var entry : entries) {
            read(entry, handler);
            if (first) {
                cursor.batchBegan();
                first = false;
            }
        }
    }

    /** Canal does not send again what was read up to here. */
    public void acknowledged() {
        cursor.acknowledged();
    }

    private void read(ByteString entry, ChangeHandler handler) {
        bytes.set(entry);
        bytesRead += bytes.size();
        try {
            in.begin(bytes.array(), bytes.size());
            readEntry(bytes.size(), handler);
        } catch (IOException e) {
            throw new BadChangeException("canal sent an entry after " + last() + " that cannot be read", e);
        }
    }

    private void readEntry(int size, ChangeHandler handler) throws IOException {
        var type = CanalEntry.EntryType.ROWDATA_VALUE;
        while (in.hasMore(size)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Entry.HEADER_FIELD_NUMBER -> header.read(in, in.readMessage());
                case CanalEntry.Entry.ENTRYTYPE_FIELD_NUMBER -> type = in.readInt();
                case CanalEntry.Entry.STOREVALUE_FIELD_NUMBER -> {
                    handle(type, in.readMessage(), handler);
                    return;
                }
                default -> in.skip(tag);
            }
        }
        handle(type, size, handler);
    }

    private void handle(int type, int end, ChangeHandler handler) throws IOException {
        switch (type) {
            case CanalEntry.EntryType.TRANSACTIONBEGIN_VALUE -> cursor.begin(header);
            case CanalEntry.EntryType.ROWDATA_VALUE -> rowChange(end, handler);
            case CanalEntry.EntryType.TRANSACTIONEND_VALUE -> {
                if (cursor.end(header)) {
                    counts.moveTo(cursor.transaction());
                    handler.transactionEnd();
                }
            }
            default -> {
                // heartbeats and GTID markers carry no change and end nothing
            }
        }
    }

    private void rowChange(int end, ChangeHandler handler) throws IOException {
        var operation = operation(header.eventType());
        if (operation == null) {
            readStatement(end, cursor.statement(header), handler);
            return;
        }
        var fresh = cursor.rows(header);
        var table = tables.computeIfAbsent(
                new TableId(header.database(), header.table()), id -> new TableState(id, captured.includes(id)));
        if (fresh && table.captured) {
            readRows(end, table, operation, handler);
        }
    }

    private static @Nullable Operation operation(int eventType) {
        return switch (eventType) {
            case CanalEntry.EventType.INSERT_VALUE -> Operation.CREATE;
            case CanalEntry.EventType.UPDATE_VALUE -> Operation.UPDATE;
            case CanalEntry.EventType.DELETE_VALUE -> Operation.DELETE;
            default -> null;
        };
    }

    private void readRows(int end, TableState table, Operation operation, ChangeHandler handler) throws IOException {
        counts.moveTo(cursor.transaction());
        var event = cursor.event(header);
        var row = 0;
        addedValues = TableLayout.NO_ADDED_VALUES;
        while (in.hasMore(end)) {
            var tag = in.readInt();
            var field = WireFormat.getTagFieldNumber(tag);
            if (field == CanalEntry.RowChange.PROPS_FIELD_NUMBER) {
                readProperty();
                continue;
            }
            if (field != CanalEntry.RowChange.ROWDATAS_FIELD_NUMBER) {
                in.skip(tag);
                continue;
            }
            change.readRows(in, in.readMessage(), table.forms, operation);
            change.set(event, layout(table, change.image(), row), operation, row, table.count);
            handler.change(change);
            row++;
        }
    }

    private void readProperty() throws IOException {
        property.read(in);
        if (property.hasKey(ADDED_VALUES)) {
            addedValues = property.value();
        }
    }

    /** All rows of an event have the same columns, so only the first is looked at. */
    private TableLayout layout(TableState table, RowImage image, int row) {
        var known = table.layout;
        if (known != null && (row > 0 || known.matches(image, addedValues))) {
            return known;
        }
        var layout = TableLayout.of(table.id, image, addedValues);
        table.layout = layout;
        return layout;
    }

    private void readStatement(int end, boolean fresh, ChangeHandler handler) throws IOException {
        var ddl = false;
        var sql = "";
        var tables = StatementTables.ofHeader(header);
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.RowChange.ISDDL_FIELD_NUMBER -> ddl = in.readLong() != 0;
                case CanalEntry.RowChange.SQL_FIELD_NUMBER -> sql = in.readString();
                case CanalEntry.RowChange.PROPS_FIELD_NUMBER -> {
                    property.read(in);
                    tables = StatementTables.of(property).orElse(tables);
                }
                default -> in.skip(tag);
            }
        }
        if (!ddl || !fresh || tables.isEmpty()) {
            return;
        }
        cursor.statementCommitted(header);
        var event = cursor.event(header);
        var type = CanalEntry.EventType.valueOf(header.eventType());
        for (var table : tables) {
            if (captured.includes(table)) {
                handler.schemaStatement(new SchemaStatement(event, table, type == null ? "QUERY" : type.name(), sql));
            }
        }
    }

    /** The last entry that was read, null before the first. */
    public @Nullable LogPosition last() {
        return cursor.last();
    }

    /** Bytes of all entries so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Whether the last transaction goes on in the next entries. */
    public boolean inTransaction() {
        return cursor.inTransaction();
    }

    /** How many records the transaction of the last entry has so far. */
    public TransactionCounts counts() {
        return counts;
    }

    /** The transaction of the last entry. */
    public String transactionId() {
        return cursor.transactionId();
    }

    /**
     * How far the log was read.
     *
     * @throws IllegalStateException before the first entry
     */
    public ReadState state() {
        counts.moveTo(cursor.transaction());
        var tableRecords = new HashMap<TableId, Long>();
        counts.tables().forEach(table -> tableRecords.put(table.table(), table.records()));
        return cursor.state(counts.records(), tableRecords);
    }

    /**
     * Commit time of the last transaction, milliseconds since the epoch; of one that goes on, when its newest change
     * was made. 0 before the first entry.
     */
    public long commitTimeMs() {
        return cursor.commitTimeMs();
    }
}
