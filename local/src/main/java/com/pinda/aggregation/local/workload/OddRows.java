package com.pinda.aggregation.local.workload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows at the edge of what the columns of a table hold. No order refers to them. */
final class OddRows {

    private static final String COLUMNS = """
            SELECT column_name, data_type, is_nullable, column_key,
              character_maximum_length, numeric_precision, numeric_scale, character_set_name
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position
            """;
    private static final LocalDateTime LAST_SECOND = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

    private final World world;

    OddRows(World world) {
        this.world = world;
    }

    /** Adds to each table ({@code database.table}) a row of nulls and a row of the largest values. */
    void insert(List<String> tables) throws SQLException {
        for (var table : tables) {
            var columns = columns(table);
            var key = newKey(table, columns);
            insert(table, columns, column -> column.nullable() ? null : small(column, key));
            insert(table, columns, OddRows::largest);
        }
    }

    private void insert(String table, List<Column> columns, Function<Column, @Nullable Object> value)
            throws SQLException {
        var names = String.join(", ", columns.stream().map(Column::name).toList());
        var sql = "INSERT IGNORE INTO " + table.substring(table.indexOf('.') + 1) + " (" + names + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        var values = new ArrayList<@Nullable Object>();
        columns.forEach(column -> values.add(value.apply(column)));
        session(table).update(sql, values.toArray());
    }

    /** Free in the table: text is a new business id, a number is the one after the last that is not the largest. */
    private Object newKey(String table, List<Column> columns) throws SQLException {
        var key = columns.stream().filter(Column::key).findFirst().orElseThrow();
        if (key.type().equals("varchar")) {
            return world.services().newWorkId();
        }
        try (var statement = session(table).connection().createStatement();
                var row = statement.executeQuery("SELECT MAX(" + key.name() + ") + 1 FROM " + table + " WHERE "
                        + key.name() + " < " + largest(key))) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Column> columns(String table) throws SQLException {
        var parts = table.split("\\.", 2);
        var columns = new ArrayList<Column>();
        try (var statement = world.services().base().connection().prepareStatement(COLUMNS)) {
            statement.setString(1, parts[0]);
            statement.setString(2, parts[1]);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(
                            row.getString(1),
                            row.getString(2).toLowerCase(Locale.ROOT),
                            row.getString(3).equals("YES"),
                            row.getString(4).equals("PRI"),
                            row.getInt(5),
                            row.getInt(6),
                            row.getInt(7),
                            String.valueOf(row.getString(8)).equals("utf8mb4")));
                }
            }
        }
        return columns;
    }

    private Session session(String table) {
        var services = world.services();
        return switch (table.substring(0, table.indexOf('.'))) {
            case "pd_oms" -> services.oms();
            case "pd_work" -> services.work();
            case "pd_base" -> services.base();
            case "pd_auth" -> services.auth();
            default -> throw new IllegalArgumentException("no service owns " + table);
        };
    }

    private Object small(Column column, Object key) {
        if (column.key()) {
            return key;
        }
        return switch (column.type()) {
            case "varchar", "text" -> {
                var text = "n" + key;
                yield text.substring(0, Math.min(text.length(), column.length()));
            }
            case "datetime" -> world.timeline().time();
            default -> 0;
        };
    }

    private static Object largest(Column column) {
        return switch (column.type()) {
            case "varchar" -> column.key() ? "Z".repeat(column.length()) : longest(column, column.length());
            case "text" -> longest(column, column.length() / 4);
            case "datetime" -> LAST_SECOND;
            case "bit" -> true;
            case "tinyint" -> Byte.MAX_VALUE;
            case "int" -> Integer.MAX_VALUE;
            case "bigint" -> Long.MAX_VALUE;
            case "decimal" ->
                new BigDecimal(BigInteger.TEN.pow(column.precision()).subtract(BigInteger.ONE), column.scale());
            default -> throw new IllegalArgumentException("no largest value of type " + column.type());
        };
    }

    /** Four bytes a character where the column takes them, else three. */
    private static String longest(Column column, int characters) {
        return (column.fourBytes() ? "\uD83D\uDE9A" : "\u9F98").repeat(characters);
    }

    private record Column(
            String name,
            String type,
            boolean nullable,
            boolean key,
            int length,
            int precision,
            int scale,
            boolean fourBytes) {}
}
