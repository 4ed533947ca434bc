package com.pinda.aggregation.canal.history;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One spelling for each column type, whether it came from a DDL statement or from the information schema: synonyms
 * resolved, default lengths written out, the display width of whole numbers left out but for {@code tinyint(1)} and
 * zerofill. Labels of ENUM and SET keep their case.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/other-vendor-data-types.html">MySQL's type synonyms</a>
 */
final class ColumnType {

    private static final Pattern PARTS = Pattern.compile(
            "([a-z][a-z0-9 ]*?)\\s*(\\(.*\\))?\\s*((?:unsigned|signed|zerofill|\\s)*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern WHOLE = Pattern.compile("tinyint|smallint|mediumint|int|bigint");

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("bool", "tinyint(1)"),
            Map.entry("boolean", "tinyint(1)"),
            Map.entry("serial", "bigint unsigned"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"),
            Map.entry("integer", "int"),
            Map.entry("int8", "bigint"),
            Map.entry("float4", "float"),
            Map.entry("float8", "double"),
            Map.entry("double precision", "double"),
            Map.entry("real", "double"),
            Map.entry("dec", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("character", "char"),
            Map.entry("nchar", "char"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("long varchar", "mediumtext"),
            Map.entry("long", "mediumtext"),
            Map.entry("long varbinary", "mediumblob"));

    private static final Map<String, String> DEFAULT_LENGTHS =
            Map.of("decimal", "(10,0)", "char", "(1)", "binary", "(1)", "bit", "(1)");

    private static final Set<String> SIZED = Set.of("text", "blob");

    private ColumnType() {}

    static String normalised(String type) {
        var parts = PARTS.matcher(type.strip());
        if (!parts.matches()) {
            return type.strip();
        }
        var given = parts.group(1).toLowerCase(Locale.ROOT);
        var length = parts.group(2) == null ? "" : parts.group(2);
        var attributes = parts.group(3).toLowerCase(Locale.ROOT);
        var zerofill = attributes.contains("zerofill");
        var unsigned = zerofill || attributes.replace("unsigned", "+").contains("+");
        var name = SYNONYMS.getOrDefault(given, given);
        return sized(doubled(name, length), length)
                + length(name, length, zerofill)
                + (unsigned ? " unsigned" : "")
                + (zerofill ? " zerofill" : "");
    }

    /** FLOAT(p) is a DOUBLE from 25 bits on. */
    private static String doubled(String name, String length) {
        return name.equals("float") && bits(length) > 24 ? "double" : name;
    }

    /** The server takes the smallest TEXT or BLOB that has room; here a character is taken for four bytes. */
    private static String sized(String name, String length) {
        if (bits(length) < 0 || !SIZED.contains(name)) {
            return name;
        }
        var bytes = (long) bits(length) * (name.equals("text") ? 4 : 1);
        return (bytes <= 0xffff ? "" : bytes <= 0xff_ffff ? "medium" : "long") + name;
    }

    private static String length(String name, String length, boolean zerofill) {
        if (SIZED.contains(name)) {
            return "";
        }
        if (WHOLE.matcher(name).matches()) {
            return zerofill || (name.equals("tinyint") && length.equals("(1)")) ? length : "";
        }
        if (name.equals("year") || name.contains("(") || (name.equals("float") && bits(length) >= 0)) {
            return "";
        }
        if (name.equals("decimal") && bits(length) >= 0) {
            return "(" + bits(length) + ",0)";
        }
        return length.isEmpty() ? DEFAULT_LENGTHS.getOrDefault(name, "") : length;
    }

    /** The number where the length is one number, else -1. */
    private static int bits(String length) {
        return length.matches("\\(\\s*\\d+\\s*\\)") ? Integer.parseInt(length.replaceAll("\\D", "")) : -1;
    }
}
