package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.TableMetaCache;
import com.alibaba.otter.canal.protocol.CanalEntry;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.alibaba.otter.canal.protocol.CanalEntry.Header;
import com.alibaba.otter.canal.protocol.CanalEntry.Pair;
import com.alibaba.otter.canal.protocol.CanalEntry.TransactionEnd;
import com.alibaba.otter.canal.protocol.position.EntryPosition;
import com.google.protobuf.ByteString;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.rows.RowsWriter;
import com.pinda.aggregation.canal.rows.UnreadableTextException;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.LogHeader;
import com.taobao.tddl.dbsync.binlog.event.QueryLogEvent;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import com.taobao.tddl.dbsync.binlog.event.XidLogEvent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** canal's mapping of binlog events to entries, with rows mapped by the definition of their time. */
final class RowConvert extends LogEventConvert {

    private static final ByteString ENCODING = ByteString.copyFromUtf8(UTF_8);
    private static final Pair ONE_ROW = rowsCount(1);

    private final Definitions definitions;
    private final TableFilter filter;
    private final Gtids gtids;
    private final Statements statements;
    private final Runnable afterFault;
    private final Map<Long, MappedTable> mapped = new HashMap<>();

    /**
     * Makes one.
     *
     * @param gtids tells of them in the headers that are made here; who has the entry of another event adds them
     * @param afterFault run by the parser's thread when the stream broke, before it is tried again
     */
    RowConvert(Definitions definitions, TableFilter filter, Gtids gtids, Runnable afterFault) {
        this.definitions = definitions;
        this.filter = filter;
        this.gtids = gtids;
        this.statements = new Statements(filter);
        this.afterFault = afterFault;
        setNameFilter(filter.canal());
        setCharset(StandardCharsets.UTF_8);
        setFilterQueryDml(true); // statement texts may hold what no row may show
    }

    @Override
    public @Nullable Entry parse(LogEvent event, boolean isSeek) {
        CompressedStatement.unpack(event);
        return switch (event.getHeader().getType()) {
            case LogEvent.QUERY_EVENT, LogEvent.EXECUTE_LOAD_QUERY_EVENT -> query((QueryLogEvent) event, isSeek);
            case LogEvent.WRITE_ROWS_EVENT_V1, LogEvent.WRITE_ROWS_EVENT ->
                rows((RowsLogEvent) event, EventType.INSERT);
            case LogEvent.UPDATE_ROWS_EVENT_V1, LogEvent.UPDATE_ROWS_EVENT ->
                rows((RowsLogEvent) event, EventType.UPDATE);
            case LogEvent.DELETE_ROWS_EVENT_V1, LogEvent.DELETE_ROWS_EVENT ->
                rows((RowsLogEvent) event, EventType.DELETE);
            case LogEvent.XID_EVENT -> end((XidLogEvent) event);
            case LogEvent.PARTIAL_UPDATE_ROWS_EVENT -> expressions((RowsLogEvent) event);
            // canal makes entries of these that it drops later on
            case LogEvent.GTID_LOG_EVENT,
                    LogEvent.ANONYMOUS_GTID_LOG_EVENT,
                    LogEvent.GTID_EVENT,
                    LogEvent.GTID_LIST_EVENT -> null;
            default -> super.parse(event, isSeek);
        };
    }

    @Override
    public void setTableMetaCache(TableMetaCache cache) {
        // With a history of its own canal compares column names with the binlog's, and fails on those beyond ASCII.
        cache.setOnTSDB(false);
        super.setTableMetaCache(cache);
    }

    @Override
    public void reset() {
        super.reset();
        mapped.clear();
        afterFault.run();
    }

    private @Nullable Entry query(QueryLogEvent event, boolean isSeek) {
        if (Statements.isBoundary(event.getQuery())) {
            return super.parse(event, isSeek);
        }
        if (!isSeek) {
            refuseIfRowsAreMissing(event);
        }
        var position = position(event.getHeader());
        var sql = definitions.asReadByTheSource(event.getQuery());
        var subject = statements.subject(event, sql, database -> definitions.tablesOf(database, position));
        if (subject.isEmpty()) {
            return null;
        }
        if (!isSeek) {
            definitions.apply(new EntryPosition(position.file(), position.offset()), event.getDbName(), sql, null);
        }
        var table = subject.get().table();
        var header = header(event.getHeader())
                .setEventType(subject.get().type())
                .setSchemaName(table.database())
                .setTableName(table.table());
        return createEntry(header.build(), EntryType.ROWDATA, Statements.change(event, subject.get()));
    }

    /** A session may leave the ROW format after the source was checked. */
    private void refuseIfRowsAreMissing(QueryLogEvent event) {
        var database = event.getDbName() == null ? "" : event.getDbName();
        LoggedStatement.of(event.getQuery(), database)
                .filter(statement -> statement.mayChange(filter, definitions.tables()))
                .ifPresent(statement -> {
                    throw new StreamFailedException("the rows of a statement are missing: " + statement.verb()
                            + " in database " + (database.isEmpty() ? "(none)" : database) + " at "
                            + position(event.getHeader()) + " was logged as its text, by a session whose binlog_format"
                            + " is not ROW. Let that session use ROW, load the tables it changed anew, empty the data"
                            + " folder and give canal.source.start the position of a later transaction.");
                });
    }

    private @Nullable Entry rows(RowsLogEvent event, EventType type) {
        if (event.getTable() == null) {
            return super.parseRowsEvent(event);
        }
        var mapping = mapping(event);
        if (mapping.isEmpty()) {
            return null;
        }
        refusePartial(event);
        var table = mapping.get().definition().table();
        var rows = readable(event, table, () -> mapping.get().writer().write(event, type));
        var header = header(event.getHeader())
                .setEventType(type)
                .setSchemaNameBytes(mapping.get().database())
                .setTableNameBytes(mapping.get().name())
                .addProps(rows.count() == 1 ? ONE_ROW : rowsCount(rows.count()));
        gtids.tellOwn(header);
        return createEntry(header.build(), EntryType.ROWDATA, rows.change());
    }

    private Entry end(XidLogEvent event) {
        var header = header(event.getHeader());
        gtids.tellExecuted(header);
        var end = TransactionEnd.newBuilder().setTransactionId(Long.toString(event.getXid()));
        return createEntry(header.build(), EntryType.TRANSACTIONEND, end.build().toByteString());
    }

    /** Instead of a document such an event has the expressions that changed it. */
    private @Nullable Entry expressions(RowsLogEvent event) {
        if (event.getTable() != null && mapping(event).isEmpty()) {
            return null;
        }
        throw new StreamFailedException("rows at " + position(event.getHeader()) + " were written with parts of JSON"
                + " documents only: a session has set binlog_row_value_options to PARTIAL_JSON. Let it write whole"
                + " documents, remove the data folder, begin after this transaction with canal.source.start, and load"
                + " the table anew");
    }

    private static <T> T readable(RowsLogEvent event, TableName table, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnreadableTextException e) {
            throw new StreamFailedException("rows of " + table + " at " + position(event.getHeader())
                    + " cannot be read: " + e.getMessage()
                    + ". Change the column's character set, or leave the table out"
                    + " with canal.filter; remove the data folder, begin after this transaction with canal.source.start,"
                    + " and load the table anew");
        }
    }

    /** A column that is left out of an image looks like one that is NULL, and an old value like a new one. */
    private static void refusePartial(RowsLogEvent event) {
        var width = event.getTable().getColumnCnt();
        if (event.getColumns().nextClearBit(0) < width
                || event.getChangeColumns().nextClearBit(0) < width) {
            throw new StreamFailedException("rows of " + event.getTable().getDbName() + "."
                    + event.getTable().getTableName() + " at " + position(event.getHeader())
                    + " were written without all their columns: a session has set binlog_row_image to MINIMAL or NOBLOB."
                    + " Let it write binlog_row_image=FULL, remove the data folder, begin after this transaction with"
                    + " canal.source.start, and load the table anew");
        }
    }

    private Optional<MappedTable.Mapping> mapping(RowsLogEvent event) {
        var table = event.getTable();
        var known = mapped.get(event.getTableId());
        if (known == null || !known.fits(table, definitions.version())) {
            known = map(event, table.getColumnInfo());
            var name = known.table();
            // a table gets another id when it is altered, flushed or opened again, and its old one never comes back
            mapped.values().removeIf(other -> other.table().equals(name));
            mapped.put(event.getTableId(), known);
        }
        return known.mapping();
    }

    private MappedTable map(RowsLogEvent event, ColumnInfo[] rows) {
        var name = new TableName(event.getTable().getDbName(), event.getTable().getTableName());
        if (!filter.test(name)) {
            return new MappedTable(name, rows, definitions.version(), Optional.empty());
        }
        var definition = definitions.of(name, rows, position(event.getHeader()));
        var mapping =
                new MappedTable.Mapping(definition, readable(event, name, () -> new RowsWriter(definition, rows)));
        return new MappedTable(name, rows, definitions.version(), Optional.of(mapping));
    }

    private static BinlogPosition position(LogHeader event) {
        return new BinlogPosition(event.getLogFileName(), event.getLogPos() - event.getEventLen());
    }

    private static Pair rowsCount(int count) {
        return createSpecialPair("rowsCount", String.valueOf(count));
    }

    private static Header.Builder header(LogHeader event) {
        return Header.newBuilder()
                .setVersion(version)
                .setLogfileName(event.getLogFileName()) // canal reads it as a String again
                .setLogfileOffset(event.getLogPos() - event.getEventLen())
                .setServerId(event.getServerId())
                .setServerenCodeBytes(ENCODING)
                .setExecuteTime(event.getWhen() * 1000L)
                .setSourceType(CanalEntry.Type.MYSQL)
                .setEventLength(event.getEventLen());
    }
}
