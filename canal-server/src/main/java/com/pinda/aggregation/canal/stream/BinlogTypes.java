package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.history.ColumnDefinition;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a definition can be the one that rows of the binlog were written by. */
final class BinlogTypes {

    private static final Set<Integer> TEXT = Set.of(LogEvent.MYSQL_TYPE_STRING);
    private static final Set<Integer> VARIABLE = Set.of(LogEvent.MYSQL_TYPE_VARCHAR, LogEvent.MYSQL_TYPE_VAR_STRING);
    private static final Set<Integer> BLOB = Set.of(
            LogEvent.MYSQL_TYPE_BLOB,
            LogEvent.MYSQL_TYPE_TINY_BLOB,
            LogEvent.MYSQL_TYPE_MEDIUM_BLOB,
            LogEvent.MYSQL_TYPE_LONG_BLOB);

    /** What each type is written as. A type that is not here, as the spatial ones, may be anything. */
    private static final Map<String, Set<Integer>> WRITTEN_AS = Map.ofEntries(
            Map.entry("tinyint", Set.of(LogEvent.MYSQL_TYPE_TINY)),
            Map.entry("smallint", Set.of(LogEvent.MYSQL_TYPE_SHORT)),
            Map.entry("mediumint", Set.of(LogEvent.MYSQL_TYPE_INT24)),
            Map.entry("int", Set.of(LogEvent.MYSQL_TYPE_LONG)),
            Map.entry("bigint", Set.of(LogEvent.MYSQL_TYPE_LONGLONG)),
            Map.entry("decimal", Set.of(LogEvent.MYSQL_TYPE_NEWDECIMAL, LogEvent.MYSQL_TYPE_DECIMAL)),
            Map.entry("float", Set.of(LogEvent.MYSQL_TYPE_FLOAT)),
            Map.entry("double", Set.of(LogEvent.MYSQL_TYPE_DOUBLE)),
            Map.entry("bit", Set.of(LogEvent.MYSQL_TYPE_BIT)),
            Map.entry("year", Set.of(LogEvent.MYSQL_TYPE_YEAR)),
            Map.entry("date", Set.of(LogEvent.MYSQL_TYPE_DATE, LogEvent.MYSQL_TYPE_NEWDATE)),
            Map.entry("time", Set.of(LogEvent.MYSQL_TYPE_TIME, LogEvent.MYSQL_TYPE_TIME2)),
            Map.entry("datetime", Set.of(LogEvent.MYSQL_TYPE_DATETIME, LogEvent.MYSQL_TYPE_DATETIME2)),
            Map.entry("timestamp", Set.of(LogEvent.MYSQL_TYPE_TIMESTAMP, LogEvent.MYSQL_TYPE_TIMESTAMP2)),
            Map.entry("char", TEXT),
            Map.entry("binary", TEXT),
            Map.entry("enum", TEXT),
            Map.entry("set", TEXT),
            Map.entry("varchar", VARIABLE),
            Map.entry("varbinary", VARIABLE),
            Map.entry("tinytext", BLOB),
            Map.entry("text", BLOB),
            Map.entry("mediumtext", BLOB),
            Map.entry("longtext", BLOB),
            Map.entry("tinyblob", BLOB),
            Map.entry("blob", BLOB),
            Map.entry("mediumblob", BLOB),
            Map.entry("longblob", BLOB),
            Map.entry("json", Set.of(LogEvent.MYSQL_TYPE_JSON)));

    private BinlogTypes() {}

    /** The definition as the rows show it, or empty where it cannot be theirs: other columns, other types. */
    static Optional<TableDefinition> fitted(TableDefinition definition, ColumnInfo[] rows) {
        if (definition.columns().size() != rows.length) {
            return Optional.empty();
        }
        var columns = new ArrayList<ColumnDefinition>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            var column = fitted(definition.columns().get(i), rows[i]);
            if (column.isEmpty()) {
                return Optional.empty();
            }
            columns.add(column.get());
        }
        return Optional.of(new TableDefinition(definition.table(), columns));
    }

    private static Optional<ColumnDefinition> fitted(ColumnDefinition column, ColumnInfo row) {
        var type = column.type().split("[ (]", 2)[0];
        if (type.equals("json") && BLOB.contains(row.type)) { // MariaDB: json is another name for longtext
            return Optional.of(column.typed("longtext"));
        }
        return WRITTEN_AS.getOrDefault(type, Set.of(row.type)).contains(row.type)
                ? Optional.of(column)
                : Optional.empty();
    }
}
