package com.pinda.aggregation.torture.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.MySqlType.Kind;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How a column is read from source and copy so that collations and displays do not matter. */
record CopyColumn(String name, Kind kind, boolean key) {

    static CopyColumn of(Column column) {
        return new CopyColumn(column.name(), column.type().kind(), column.key());
    }

    private String quoted() {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Its value as text of ASCII; NULL also for a zero or partial date, which has no other copy. */
    String expression() {
        var column = quoted();
        return switch (kind) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, BIT, YEAR -> "CAST(" + column + "+0 AS CHAR)";
            case FLOAT, DOUBLE -> "(" + column + "+0e0)";
            case STRING, ENUM, SET, JSON -> "HEX(CONVERT(" + column + " USING utf8mb4))";
            case FIXED_BINARY, BINARY -> "HEX(" + column + ")";
            case GEOMETRY -> "HEX(ST_AsWKB(" + column + "))";
            case DATE, DATETIME, TIMESTAMP ->
                "IF(MONTH(" + column + ")=0 OR DAYOFMONTH(" + column + ")=0,NULL,CAST(" + column + " AS CHAR))";
            case TIME -> "CAST(" + column + " AS CHAR)";
        };
    }

    /** What rows are sorted by; {@link #compare} gives the same order. */
    String order() {
        return isNumber() ? quoted() : "HEX(" + expression() + ")";
    }

    private boolean isNumber() {
        return switch (kind) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, DECIMAL, BIT, YEAR, FLOAT, DOUBLE -> true;
            default -> false;
        };
    }

    int compare(String one, String other) {
        return isNumber() ? new BigDecimal(one).compareTo(new BigDecimal(other)) : one.compareTo(other);
    }

    /** Whether two texts are one value. */
    boolean same(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one.equals(other)) {
            return true;
        }
        return switch (kind) {
            case FLOAT, DOUBLE -> Double.parseDouble(one) == Double.parseDouble(other);
            case JSON -> Values.json(decoded(one)).equals(Values.json(decoded(other)));
            default -> false;
        };
    }

    private static String decoded(String hex) {
        return new String(HexFormat.of().parseHex(hex), UTF_8);
    }

    /** For messages. */
    String shown(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return Row.shown(
                switch (kind) {
                    case STRING, ENUM, SET, JSON -> Values.text(decoded(value));
                    case FIXED_BINARY, BINARY, GEOMETRY -> "0x" + value;
                    default -> value;
                });
    }
}
