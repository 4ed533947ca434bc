package com.pinda.aggregation.torture.check;

import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.MariadbGtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TransactionPayloadEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes changes of a binlog's events, and lives as long as the checker. */
final class LogReader {

    /** Flag of MariaDB's GTID event: the changes wait for XA COMMIT. */
    private static final int FL_PREPARED_XA = 64;

    private static final Pattern EMPTIES =
            Pattern.compile("\\s*(/\\*.*?\\*/\\s*)*(truncate|drop\\s+table)\\b.*", Pattern.DOTALL);

    private final OpenTransactions transactions = new OpenTransactions();
    private final Map<Long, TableMapEventData> maps = new HashMap<>();
    private final Set<TableId> told = new HashSet<>();
    private final BinlogEvents events;
    private Map<TableId, Table> tables = Map.of();
    private final Map<TableId, List<String>> names = new HashMap<>();
    private String file = "";
    private long offset;

    LogReader(BinlogEvents events) {
        this.events = events;
    }

    /** The tables as they are now. */
    void tables(Map<TableId, Table> present) {
        tables = present;
        told.clear();
        names.clear();
        present.forEach((id, table) ->
                names.put(id, table.captured().stream().map(Column::name).toList()));
    }

    void moveTo(LogSpot spot) {
        file = spot.file();
        offset = spot.offset();
    }

    /** The end of the last event. */
    LogSpot reached() {
        return new LogSpot(file, offset);
    }

    void read(Event event, LogHandler handler) throws IOException {
        EventHeaderV4 header = event.getHeader();
        read(event, header.getPosition(), handler);
        if (header.getNextPosition() > 0 && header.getEventType() != EventType.ROTATE) {
            offset = header.getNextPosition();
        }
    }

    private void read(Event event, long at, LogHandler handler) throws IOException {
        EventData data = event.getData();
        switch (event.getHeader().getEventType()) {
            case ROTATE -> {
                var rotate = (RotateEventData) data;
                file = rotate.getBinlogFilename();
                offset = rotate.getBinlogPosition();
            }
            case MARIADB_GTID ->
                mariaDbGtid(
                        (MariadbGtidEventData) data,
                        event.<EventHeaderV4>getHeader().getServerId(),
                        handler);
            case GTID -> transactions.gtid(((GtidEventData) data).getMySqlGtid().toString(), false, handler);
            case ANONYMOUS_GTID -> transactions.gtid(null, false, handler);
            case TABLE_MAP -> maps.put(((TableMapEventData) data).getTableId(), (TableMapEventData) data);
            case WRITE_ROWS, EXT_WRITE_ROWS -> inserts((WriteRowsEventData) data, at, handler);
            case UPDATE_ROWS, EXT_UPDATE_ROWS -> updates((UpdateRowsEventData) data, at, handler);
            case DELETE_ROWS, EXT_DELETE_ROWS -> deletes((DeleteRowsEventData) data, at, handler);
            case XID -> transactions.commit(handler);
            case XA_PREPARE -> prepare((XAPrepareEventData) data, handler);
            case QUERY -> statement((QueryEventData) data, at, handler);
            case TRANSACTION_PAYLOAD -> {
                for (var inner : events.unpacked((TransactionPayloadEventData) data)) {
                    read(inner, at, handler);
                }
            }
            default -> {
                // says nothing of rows
            }
        }
    }

    /** The event has no server of its own: that of its header executed the transaction first. */
    private void mariaDbGtid(MariadbGtidEventData data, long server, LogHandler handler) {
        var id = data.getDomainId() + "-" + server + "-" + data.getSequence();
        transactions.gtid(id, (data.getFlags() & FL_PREPARED_XA) != 0, handler);
    }

    private void prepare(XAPrepareEventData data, LogHandler handler) {
        if (data.isOnePhase()) {
            transactions.commit(handler);
        } else {
            transactions.prepare(XaId.of(data));
        }
    }

    private void statement(QueryEventData data, long at, LogHandler handler) {
        var sql = data.getSql().strip();
        var upper = sql.toUpperCase(Locale.ROOT);
        if (upper.equals("BEGIN") || upper.startsWith("SAVEPOINT") || upper.startsWith("XA END")) {
            return;
        }
        if (upper.startsWith("XA START")) {
            transactions.holdBack();
        } else if (upper.startsWith("XA COMMIT")) {
            transactions.commitPrepared(XaId.of(sql), handler);
        } else if (upper.startsWith("XA ROLLBACK")) {
            transactions.rollbackPrepared(XaId.of(sql));
        } else if (upper.equals("COMMIT")) {
            transactions.commit(handler);
        } else if (upper.equals("ROLLBACK")) {
            transactions.rollback(handler);
        } else if (EMPTIES.matcher(sql.toLowerCase(Locale.ROOT)).matches()) {
            emptied(data.getDatabase(), sql, at, handler);
        }
    }

    private void emptied(String database, String sql, long at, LogHandler handler) {
        for (var table : tables.keySet()) {
            var named = Pattern.compile("(?<![\\w$])" + Pattern.quote(table.table()) + "(?![\\w$])");
            var isThere = sql.contains(table.database()) || table.database().equals(database);
            if (isThere && named.matcher(sql).find()) {
                handler.emptied(table, new Place(file, at, 0));
            }
        }
    }

    private void inserts(WriteRowsEventData data, long at, LogHandler handler) {
        var table = table(data.getTableId(), data.getIncludedColumns().cardinality(), handler);
        for (int i = 0; table != null && i < data.getRows().size(); i++) {
            change(table, Operation.CREATE, at, i, null, data.getRows().get(i), handler);
        }
    }

    private void updates(UpdateRowsEventData data, long at, LogHandler handler) {
        var images = Math.min(
                data.getIncludedColumns().cardinality(),
                data.getIncludedColumnsBeforeUpdate().cardinality());
        var table = table(data.getTableId(), images, handler);
        for (int i = 0; table != null && i < data.getRows().size(); i++) {
            var row = data.getRows().get(i);
            change(table, Operation.UPDATE, at, i, row.getKey(), row.getValue(), handler);
        }
    }

    private void deletes(DeleteRowsEventData data, long at, LogHandler handler) {
        var table = table(data.getTableId(), data.getIncludedColumns().cardinality(), handler);
        for (int i = 0; table != null && i < data.getRows().size(); i++) {
            change(table, Operation.DELETE, at, i, data.getRows().get(i), null, handler);
        }
    }

    /** The checked table of an event; null where it is of no concern, or cannot be read. */
    private @Nullable Table table(long number, int columns, LogHandler handler) {
        var map = maps.get(number);
        if (map == null) {
            throw new IllegalStateException("no table map of number " + number + " before " + reached());
        }
        var table = tables.get(new TableId(map.getDatabase(), map.getTable()));
        if (table == null || table.byChain() || table.columns().size() == columns) {
            return table;
        }
        if (told.add(table.id())) {
            handler.unchecked(table.id() + " has " + table.columns().size() + " columns, but " + columns
                    + " in the binlog after " + reached()
                    + ": its columns changed, so it can be checked by chain only");
        }
        return null;
    }

    private void change(
            Table table,
            Operation operation,
            long at,
            int row,
            @Nullable Serializable @Nullable [] before,
            @Nullable Serializable @Nullable [] after,
            LogHandler handler) {
        transactions.add(
                new LoggedChange(
                        new Place(file, at, row),
                        0,
                        transactions.gtid(),
                        table.id(),
                        operation,
                        row(table, before),
                        row(table, after)),
                handler);
    }

    private @Nullable Row row(Table table, @Nullable Serializable @Nullable [] values) {
        if (values == null || table.byChain()) {
            return null;
        }
        var columns = table.columns();
        var captured = names.getOrDefault(table.id(), List.of());
        var texts = new @Nullable String[captured.size()];
        var next = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).captured()) {
                texts[next++] = LogValues.of(columns.get(i), values[i]);
            }
        }
        return new Row(captured, texts);
    }
}
