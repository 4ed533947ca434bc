package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.copy.SqlText;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/** Reads and writes rows of one view, many with a statement, as the bytes that the server shows them with. */
final class ViewRows {

    private static final int MAX_STATEMENT_BYTES = 1 << 20;

    private final JdbcTemplate jdbc;
    private final View view;
    private final List<String> columns;
    private final int[] keyColumns;
    private final String stored;
    private final String insert;
    private final String onDuplicate;
    private final String delete;

    /** @param tableName where the rows are */
    ViewRows(JdbcTemplate jdbc, View view, String tableName) {
        this.jdbc = jdbc;
        this.view = view;
        this.columns = view.select().columns();
        var key = view.definition().key();
        this.keyColumns = key.stream().mapToInt(column -> index(column) + 1).toArray();
        var names = columns.stream().map(Sql::name).collect(Collectors.joining(","));
        var keyNames = key.stream().map(Sql::name).collect(Collectors.joining(",", "(", ")"));
        var table = Sql.name(tableName);
        this.stored = "SELECT " + names + " FROM " + table + " WHERE " + keyNames + " IN (";
        this.insert = "INSERT INTO " + table + " (" + names + "," + Sql.name(ViewTable.REFRESHED) + ") VALUES ";
        this.onDuplicate = " ON DUPLICATE KEY UPDATE "
                + columns.stream()
                        .map(column -> Sql.name(column) + "=VALUES(" + Sql.name(column) + "),")
                        .collect(Collectors.joining())
                + Sql.name(ViewTable.REFRESHED) + "=VALUES(" + Sql.name(ViewTable.REFRESHED) + ")";
        this.delete = "DELETE FROM " + table + " WHERE " + keyNames + " IN (";
    }

    private int index(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).equalsIgnoreCase(column))
                .findFirst()
                .orElseThrow();
    }

    /** The values of a row, as bytes. */
    static final class Row {

        private final byte[] @Nullable [] values;
        private final boolean[] binary;

        Row(byte[] @Nullable [] values, boolean[] binary) {
            this.values = values;
            this.binary = binary;
        }

        /** As the server shows them, in the order of the SELECT's columns. */
        byte[] @Nullable [] values() {
            return values;
        }

        boolean isLike(Row other) {
            return Arrays.deepEquals(values, other.values);
        }
    }

    /**
     * The rows that the SELECT gives for keys.
     *
     * @throws AmbiguousRowException where it gives several for one
     */
    Map<ViewKey, Row> selected(List<List<String>> keys) {
        return read(view.select().keyed().of(keys));
    }

    /** The rows that are in the view's table for keys. */
    Map<ViewKey, Row> stored(List<List<String>> keys) {
        return read(stored + tuples(keys) + ")");
    }

    private static String tuples(Collection<List<String>> keys) {
        return keys.stream()
                .map(key -> key.size() == 1 ? key.get(0) : "(" + String.join(",", key) + ")")
                .collect(Collectors.joining(","));
    }

    private Map<ViewKey, Row> read(String sql) {
        var all = new LinkedHashMap<ViewKey, Row>();
        jdbc.execute((StatementCallback<Boolean>) statement -> {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(sql)) {
                var binary = binary(rows.getMetaData());
                while (rows.next()) {
                    var key = Queries.key(rows, keyColumns);
                    if (key.isPresent() && all.put(key.get(), new Row(values(rows), binary)) != null) {
                        throw new AmbiguousRowException(view.name(), key.get());
                    }
                }
            }
            return true;
        });
        return all;
    }

    private static boolean[] binary(ResultSetMetaData meta) throws SQLException {
        var binary = new boolean[meta.getColumnCount()];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = switch (meta.getColumnType(i + 1)) {
                case Types.BIT, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
                default -> false;
            };
        }
        return binary;
    }

    private byte[] @Nullable [] values(ResultSet row) throws SQLException {
        var values = new byte[columns.size()] @Nullable [];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getBytes(i + 1);
        }
        return values;
    }

    /** Writes rows, over those of their keys. */
    void write(Collection<Row> rows, long nowMs) {
        var sql = new SqlText();
        for (var row : rows) {
            sql.append(sql.length() == 0 ? insert : ",");
            append(row, nowMs, sql);
            if (sql.length() > MAX_STATEMENT_BYTES) {
                Sql.run(jdbc, sql.append(onDuplicate));
                sql.clear();
            }
        }
        if (sql.length() > 0) {
            Sql.run(jdbc, sql.append(onDuplicate));
        }
    }

    private static void append(Row row, long nowMs, SqlText sql) {
        sql.append('(');
        for (int i = 0; i < row.values.length; i++) {
            var value = row.values[i];
            if (value == null) {
                sql.append("NULL");
            } else if (row.binary[i]) {
                sql.binary(value, 0, value.length);
            } else {
                sql.quoted(value, 0, value.length);
            }
            sql.append(',');
        }
        sql.number(nowMs).append(')');
    }

    /** Deletes the rows of keys. */
    void delete(Collection<ViewKey> keys) {
        if (!keys.isEmpty()) {
            var literals =
                    keys.stream().map(key -> key.literals(keyColumns.length)).toList();
            Sql.run(jdbc, new SqlText().append(delete).append(tuples(literals)).append(')'));
        }
    }
}
