package com.pinda.aggregation.local.compare;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A column of a table or of what a SELECT gives.
 *
 * @param type one of {@link Types}
 */
record OutputColumn(String name, int type) {

    private static final Set<Integer> INTEGERS =
            Set.of(Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
    private static final Set<Integer> FLOATS = Set.of(Types.REAL, Types.FLOAT, Types.DOUBLE);
    private static final Set<Integer> DECIMALS = Set.of(Types.DECIMAL, Types.NUMERIC);
    private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    /** The columns by name, in their order, of what stands behind FROM. */
    static Map<String, OutputColumn> read(Connection connection, String from) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
            var columns = new LinkedHashMap<String, OutputColumn>();
            var data = rows.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.put(data.getColumnLabel(i), new OutputColumn(data.getColumnLabel(i), data.getColumnType(i)));
            }
            return columns;
        }
    }

    boolean isNumber() {
        return INTEGERS.contains(type) || FLOATS.contains(type) || DECIMALS.contains(type);
    }

    /** An expression for the value: digits, bytes as they are, all else in UTF-8, however the column shows it. */
    String value() {
        if (INTEGERS.contains(type)) {
            return Comparison.quoted(name) + " + 0";
        }
        if (FLOATS.contains(type)) {
            return Comparison.quoted(name) + " * 1e0";
        }
        return DECIMALS.contains(type) ? Comparison.quoted(name) : key(false).expression();
    }

    /** The column as part of a key, in the order of numbers or in that of bytes. */
    KeyColumn key(boolean byNumber) {
        if (byNumber) {
            return new KeyColumn(name, type == Types.BIT ? "bit" : "decimal");
        }
        return new KeyColumn(name, BYTES.contains(type) ? "varbinary" : "varchar");
    }
}
