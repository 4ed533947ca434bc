package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.WireFormat;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
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

        final ColumnForms forms = new ColumnForms();

        @Nullable TableLayout layout;

        long transaction = -1;
        long order;

        TableState(TableId id, boolean captured) {
            this.id = id;
            this.captured = captured;
        }
    }

    /** What the id of a transaction without GTID begins with. */
    static final String PLACE = "file=";

    private static final byte[] ADDED_VALUES = "addedValues".getBytes(UTF_8);

    private static final int INITIAL_BYTES = 1 << 16;

    /** How far the clocks of source and producer may differ. */
    private static final long CLOCK_TOLERANCE_MS = 60_000;

    private final int epoch;
    private final CapturedTables captured;
    private final Map<TableId, TableState> tables = new HashMap<>();
    private final WireReader in = new WireReader();
    private final EntryHeader header = new EntryHeader();
    private final Property property = new Property();
    private final Change change;

    private final List<OpenTransaction.Resend> resends = new ArrayList<>();

    private byte[] buffer = new byte[INITIAL_BYTES];
    private byte[] addedValues = TableLayout.NO_ADDED_VALUES;
    private int entrySize;
    private long bytesRead;
    private @Nullable Published resumed;
    private @Nullable LogPosition last;
    private String file = "";
    private long offset = -1;
    private int ordinal;
    private long beginOffset = -1;
    private boolean hasBegin;
    private boolean inTransaction;
    private @Nullable OpenTransaction unlocated;
    private int checksum;
    private int checkedOrdinal = -1;
    private boolean countFromCheckpoint;
    private String transactionId = "";
    private @Nullable String gtid;
    private long transaction;
    private long order;
    private @Nullable String gtidSet;
    private long serverId;
    private long commitTimeMs;

    /**
     * A reader that goes on after a checkpoint, or at whatever comes first where that is null.
     *
     * @param epoch the epoch of all positions
     */
    public LogReader(int epoch, CapturedTables captured, @Nullable Published checkpoint) {
        this.epoch = epoch;
        this.captured = captured;
        resumed = checkpoint;
        if (checkpoint != null) {
            var state = checkpoint.state();
            last = state.last();
            gtidSet = state.gtidSet();
            serverId = state.serverId();
            commitTimeMs = state.commitTimeMs();
            goOn(state);
        }
        change = new Change(TableLayout.of(new TableId("none", "none"), new RowImage(), TableLayout.NO_ADDED_VALUES));
    }

    /** Takes up the transaction that the checkpoint cut, for canal may begin within it. */
    private void goOn(ReadState state) {
        var open = state.open();
        if (open == null) {
            return;
        }
        inTransaction = true;
        countFromCheckpoint = true;
        unlocated = open;
        file = state.last().file();
        offset = state.last().offset();
        ordinal = state.last().ordinal();
        beginOffset = open.beginOffset();
        hasBegin = open.hasBegin();
        transactionId = open.id();
        gtid = open.gtid();
        order = open.changes();
        open.tableChanges().forEach((id, changes) -> {
            var table = new TableState(id, captured.includes(id));
            table.transaction = transaction;
            table.order = changes;
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
            if (first && inTransaction && hasBegin && offset == beginOffset && ordinal > 0) {
                resends.add(new OpenTransaction.Resend(ordinal, checksum()));
            }
            first = false;
        }
    }

    /** Canal does not send again what was read up to here. */
    public void acknowledged() {
        resends.clear();
    }

    private int checksum() {
        var crc = new CRC32C();
        crc.update(buffer, 0, entrySize);
        return (int) crc.getValue();
    }

    private void read(ByteString entry, ChangeHandler handler) {
        var size = entry.size();
        if (buffer.length < size) {
            buffer = new byte[Math.max(size, buffer.length * 2)];
        }
        entry.copyTo(buffer, 0);
        entrySize = size;
        bytesRead += size;
        try {
            in.begin(buffer, size);
            readEntry(size, handler);
        } catch (IOException e) {
            throw new BadChangeException("canal sent an entry after " + last + " that cannot be read", e);
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
            case CanalEntry.EntryType.TRANSACTIONBEGIN_VALUE -> begin();
            case CanalEntry.EntryType.ROWDATA_VALUE -> rows(end, handler);
            case CanalEntry.EntryType.TRANSACTIONEND_VALUE -> end(handler);
            default -> {
                // heartbeats and GTID markers carry no change and end nothing
            }
        }
    }

    /** BEGIN starts the count anew: canal sends a transaction again from here when it lost its connection within it. */
    private void begin() {
        locate(true);
        startTransaction(true);
        pass();
    }

    private void startTransaction(boolean withBegin) {
        inTransaction = true;
        hasBegin = withBegin;
        beginOffset = offset;
        countFromCheckpoint = false;
        checkedOrdinal = -1;
        resends.clear();
        transaction++;
        order = 0;
        gtid = header.currentGtid();
        var id = gtid;
        transactionId = id != null ? id : PLACE + file + ",pos=" + offset;
    }

    private void end(ChangeHandler handler) {
        locate(false);
        var fresh = pass();
        inTransaction = false;
        beginOffset = -1;
        if (fresh) {
            commitTimeMs = header.timeMs();
            gtidSet = header.gtidSet();
            handler.transactionEnd();
        }
    }

    /**
     * Works out where the entry is. All entries of a compressed transaction carry the offset of its BEGIN, and are told
     * apart by their order; all others have an offset of their own.
     */
    private void locate(boolean begin) {
        var compressed =
                !begin && hasBegin && header.offset() == beginOffset && header.offset() == offset && sameFile();
        ordinal = compressed ? nextOrdinal() : 0;
        unlocated = null;
        file = header.file();
        offset = header.offset();
    }

    private boolean sameFile() {
        return header.file().equals(file);
    }

    /**
     * One more than that of the entry before. Where canal begins within a compressed transaction, its first entry is
     * the one after the checkpoint, or the first of a batch whose acknowledgement canal did not get.
     */
    private int nextOrdinal() {
        var open = unlocated;
        if (open != null) {
            var found = checksum();
            for (var resend : open.resends()) {
                if (resend.checksum() == found) {
                    checkedOrdinal = ordinal;
                    checksum = open.checksum();
                    ordinal = resend.ordinal() - 1;
                    break;
                }
            }
        }
        var next = ordinal + 1;
        if (next == checkedOrdinal && checksum() != checksum) {
            throw new GapException("canal went on within the compressed transaction " + transactionId + " at " + file
                    + ":"
                    + offset + " in a place that cannot be told: start canal-server anew, then it sends the transaction"
                    + " from its beginning");
        }
        return next;
    }

    /** Makes the entry the last one; false where it is not after the last one, and so was read before. */
    private boolean pass() {
        var position = new LogPosition(file, offset, ordinal);
        var before = last;
        if (before != null && position.compareTo(before) <= 0) {
            refuseOtherLog(position);
            return false;
        }
        last = position;
        resumed = null;
        serverId = header.serverId();
        commitTimeMs = Math.max(commitTimeMs, header.timeMs());
        return true;
    }

    /**
     * What stands before the checkpoint in the log was executed before the checkpoint was published. A newer entry
     * there is of a log that was begun anew, and would be dropped as if it were published.
     */
    private void refuseOtherLog(LogPosition position) {
        var checkpoint = resumed;
        if (checkpoint == null) {
            return;
        }
        var known = Math.max(checkpoint.publishedMs(), checkpoint.state().commitTimeMs());
        if (header.timeMs() > known + CLOCK_TOLERANCE_MS) {
            throw new GapException("canal sends " + position + " of " + Instant.ofEpochMilli(header.timeMs())
                    + ", which stands before the last checkpoint "
                    + checkpoint.state().last()
                    + " and yet is newer than it (" + Instant.ofEpochMilli(known)
                    + "): the source's binlog was reset or is another one; set cdc.capture.epoch=" + (epoch + 1)
                    + " and start canal-server anew with an empty data folder and with canal.source.start=earliest, or"
                    + " where the changes begin that were never published");
        }
    }

    private void rows(int end, ChangeHandler handler) throws IOException {
        if (operation(header.eventType()) != null && beginsWithoutBegin()) {
            locate(true);
            startTransaction(false);
        } else {
            locate(false);
        }
        var fresh = pass();
        var event = new LogEvent(
                file,
                offset,
                Position.of(epoch, file, offset).toLong(),
                header.serverId(),
                header.timeMs(),
                gtid,
                transactionId);
        var operation = operation(header.eventType());
        if (operation == null) {
            statement(end, event, fresh, handler);
            return;
        }
        var table = tables.computeIfAbsent(
                new TableId(header.database(), header.table()), id -> new TableState(id, captured.includes(id)));
        if (table.captured) {
            readRows(end, table, operation, event, fresh, handler);
        }
    }

    /**
     * MariaDB has no BEGIN: the first rows after an END begin a transaction, and when they come again, begin it anew.
     */
    private boolean beginsWithoutBegin() {
        return !inTransaction || (!hasBegin && header.offset() == beginOffset && sameFile());
    }

    private static @Nullable Operation operation(int eventType) {
        return switch (eventType) {
            case CanalEntry.EventType.INSERT_VALUE -> Operation.CREATE;
            case CanalEntry.EventType.UPDATE_VALUE -> Operation.UPDATE;
            case CanalEntry.EventType.DELETE_VALUE -> Operation.DELETE;
            default -> null;
        };
    }

    private void readRows(
            int end, TableState table, Operation operation, LogEvent event, boolean fresh, ChangeHandler handler)
            throws IOException {
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
            readRow(in.readMessage(), table.forms);
            if (table.transaction != transaction) {
                table.transaction = transaction;
                table.order = 0;
            }
            if (fresh || !countFromCheckpoint) {
                order++;
                table.order++;
            }
            if (fresh) {
                var image = change.after().size() > 0 ? change.after() : change.before();
                change.set(event, layout(table, image, row), operation, row, order, table.order);
                handler.change(change);
            }
            row++;
        }
    }

    private void readRow(int end, ColumnForms forms) throws IOException {
        change.before().clear(buffer);
        change.after().clear(buffer);
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.RowData.BEFORECOLUMNS_FIELD_NUMBER ->
                    change.before().read(in, in.readMessage(), forms);
                case CanalEntry.RowData.AFTERCOLUMNS_FIELD_NUMBER ->
                    change.after().read(in, in.readMessage(), forms);
                default -> in.skip(tag);
            }
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

    private void statement(int end, LogEvent event, boolean fresh, ChangeHandler handler) throws IOException {
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
        commitTimeMs = header.timeMs();
        var type = CanalEntry.EventType.valueOf(header.eventType());
        for (var table : tables) {
            if (captured.includes(table)) {
                handler.schemaStatement(new SchemaStatement(event, table, type == null ? "QUERY" : type.name(), sql));
            }
        }
    }

    /** The last entry that was read, null before the first. */
    public @Nullable LogPosition last() {
        return last;
    }

    /** Bytes of all entries so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Whether the last transaction goes on in the next entries. */
    public boolean inTransaction() {
        return inTransaction;
    }

    /** The transaction of the last entry. */
    public String transactionId() {
        return transactionId;
    }

    /**
     * How far the log was read.
     *
     * @throws IllegalStateException before the first entry
     */
    public ReadState state() {
        var reached = last;
        if (reached == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        return new ReadState(reached, inTransaction ? open() : null, gtidSet, serverId, commitTimeMs);
    }

    private OpenTransaction open() {
        var tableChanges = new HashMap<TableId, Long>();
        for (var table : tables.values()) {
            if (table.transaction == transaction) {
                tableChanges.put(table.id, table.order);
            }
        }
        return new OpenTransaction(
                transactionId, beginOffset, hasBegin, order, tableChanges, checksum(), List.copyOf(resends));
    }

    /**
     * Commit time of the last transaction, milliseconds since the epoch; of one that goes on, when its newest change
     * was made. 0 before the first entry.
     */
    public long commitTimeMs() {
        return commitTimeMs;
    }
}
