package com.pinda.aggregation.interop;

import com.pinda.aggregation.testkit.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All rows of a table in a form that is the same whichever types the columns have in two databases. */
final class TableContents {

    private TableContents() {}

    /** The rows, each {@code {column=value, …}} with the columns, but for some, in the order of their names; sorted. */
    static List<String> of(Database database, String table, Set<String> without) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT * FROM " + table)) {
            var columns = result.getMetaData();
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = row(result, columns);
                row.keySet().removeAll(without);
                rows.add(row.toString());
            }
            rows.sort(null);
            return rows;
        }
    }

    private static Map<String, String> row(ResultSet result, ResultSetMetaData columns) throws SQLException {
        var row = new TreeMap<String, String>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), result.getObject(i) == null ? "null" : value(result, columns, i));
        }
        return row;
    }

    private static String value(ResultSet result, ResultSetMetaData columns, int i) throws SQLException {
        return switch (columns.getColumnType(i)) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                HexFormat.of().formatHex(result.getBytes(i));
            case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL ->
                number(result.getBigDecimal(i));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Double.toString(result.getDouble(i));
            case Types.TIMESTAMP -> result.getObject(i, LocalDateTime.class).toString();
            default -> result.getString(i);
        };
    }

    private static String number(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
