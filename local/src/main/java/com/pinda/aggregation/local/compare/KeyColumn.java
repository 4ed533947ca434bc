package com.pinda.aggregation.local.compare;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/**
 * A column of the key, in an order that both servers and this program agree on: numbers by value, all else by bytes.
 *
 * @param name the column
 * @param type its data type in the source
 */
record KeyColumn(String name, String type) {

    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double");
    private static final Set<String> LIKE_NUMBERS = Set.of("year", "bit");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    /** The expression to sort by. No collation has a say in it. */
    String expression() {
        var column = Comparison.quoted(name);
        if (NUMBERS.contains(type)) {
            return column;
        }
        if (LIKE_NUMBERS.contains(type)) {
            return column + " + 0";
        }
        return BYTES.contains(type) ? column : "CAST(CONVERT(" + column + " USING utf8mb4) AS BINARY)";
    }

    /**
     * The value of {@link #expression()} at a place of the row: a number, or bytes as the characters 0 to 255.
     *
     * @throws IllegalArgumentException if it is NULL
     */
    Comparable<?> read(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        if (bytes == null) {
            throw new IllegalArgumentException("its key column " + name + " is NULL in a row");
        }
        return isNumber() ? row.getBigDecimal(column) : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static int compare(Comparable<?> one, Comparable<?> other) {
        if (one instanceof BigDecimal number && other instanceof BigDecimal otherNumber) {
            return number.compareTo(otherNumber);
        }
        if (one instanceof String bytes && other instanceof String otherBytes) {
            return bytes.compareTo(otherBytes);
        }
        throw new IllegalStateException("keys of different types: " + one + ", " + other);
    }

    /** A value as it is shown to people. */
    static String shown(Comparable<?> value) {
        return value instanceof String bytes
                ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                : value.toString();
    }

    private boolean isNumber() {
        return NUMBERS.contains(type) || LIKE_NUMBERS.contains(type);
    }
}
