package com.pinda.aggregation.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A column type of MySQL or MariaDB, with synonyms and display widths taken away: {@code integer(11)}, {@code int(11)}
 * and {@code int} are one type, as are {@code boolean} and {@code tinyint(1)}.
 *
 * @param kind what it is
 * @param name its plain name, lower case: {@code varchar}, {@code mediumtext}, {@code point}
 * @param length characters, bytes, bits or decimal precision; digits of a second's fraction; 0 where none is given
 * @param scale decimals of a {@link Kind#DECIMAL}
 * @param unsigned whether it has no negative values
 * @param labels labels of an {@link Kind#ENUM} or {@link Kind#SET}, else empty
 */
public record MySqlType(Kind kind, String name, int length, int scale, boolean unsigned, List<String> labels) {

    /** What a type is, sizes apart. */
    public enum Kind {
        TINYINT,
        SMALLINT,
        MEDIUMINT,
        INT,
        BIGINT,
        DECIMAL,
        FLOAT,
        DOUBLE,
        BIT,
        /** CHAR, VARCHAR and the TEXT types. */
        STRING,
        /** BINARY: padded with zero bytes to its length. */
        FIXED_BINARY,
        /** VARBINARY and the BLOB types. */
        BINARY,
        DATE,
        TIME,
        DATETIME,
        TIMESTAMP,
        YEAR,
        ENUM,
        SET,
        JSON,
        GEOMETRY
    }

    private static final Pattern SPACES = Pattern.compile("\\s+");

    public MySqlType {
        labels = List.copyOf(labels);
    }

    /**
     * Reads a type as {@code SHOW CREATE TABLE} or a DDL statement writes it; character sets, collations and the like
     * behind it are passed over.
     *
     * @throws IllegalArgumentException for a type that has no representation in the topics
     */
    public static MySqlType parse(String text) {
        var open = text.indexOf('(');
        var close = open < 0 ? -1 : closing(text, open);
        var name = head(open < 0 ? text : text.substring(0, open));
        var arguments = open < 0 ? List.<String>of() : arguments(text.substring(open + 1, close));
        var tail = (open < 0 ? text : text.substring(close + 1)).toLowerCase(Locale.ROOT);
        var unsigned = tail.contains("unsigned") || tail.contains("zerofill") || name.equals("serial");
        return typed(name, arguments, unsigned, text);
    }

    private static int closing(String text, int open) {
        var quoted = false;
        for (int i = open + 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ')' && !quoted) {
                return i;
            }
        }
        throw new IllegalArgumentException("not a column type: '" + text + "'");
    }

    private static String head(String text) {
        var words = SPACES.split(text.strip().toLowerCase(Locale.ROOT), -1);
        var two = words.length < 2 ? words[0] : words[0] + " " + words[1];
        return switch (two) {
            case "double precision" -> "double";
            case "character varying", "char varying", "national varchar", "nchar varying" -> "varchar";
            case "national char", "national character" -> "char";
            case "char byte" -> "binary";
            case "long varchar" -> "mediumtext";
            case "long varbinary" -> "mediumblob";
            default -> words[0];
        };
    }

    private static List<String> arguments(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '\'') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    part.append(text.charAt(++i));
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (quoted || !Character.isWhitespace(c)) {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static MySqlType typed(String name, List<String> arguments, boolean unsigned, String text) {
        return switch (name) {
            case "bool", "boolean" -> plain(Kind.TINYINT, "tinyint", 1, false);
            case "tinyint", "int1" -> plain(Kind.TINYINT, "tinyint", number(arguments, 0, 0) == 1 ? 1 : 0, unsigned);
            case "smallint", "int2" -> plain(Kind.SMALLINT, "smallint", 0, unsigned);
            case "mediumint", "int3", "middleint" -> plain(Kind.MEDIUMINT, "mediumint", 0, unsigned);
            case "int", "integer", "int4" -> plain(Kind.INT, "int", 0, unsigned);
            case "bigint", "int8", "serial" -> plain(Kind.BIGINT, "bigint", 0, unsigned);
            case "decimal", "dec", "numeric", "fixed" ->
                new MySqlType(
                        Kind.DECIMAL,
                        "decimal",
                        number(arguments, 0, 10),
                        number(arguments, 1, 0),
                        unsigned,
                        List.of());
            case "float", "float4" ->
                plain(
                        arguments.size() == 1 && number(arguments, 0, 0) > 24 ? Kind.DOUBLE : Kind.FLOAT,
                        arguments.size() == 1 && number(arguments, 0, 0) > 24 ? "double" : "float",
                        0,
                        unsigned);
            case "double", "real", "float8" -> plain(Kind.DOUBLE, "double", 0, unsigned);
            case "bit" -> plain(Kind.BIT, "bit", number(arguments, 0, 1), false);
            case "char", "nchar", "character" -> plain(Kind.STRING, "char", number(arguments, 0, 1), false);
            case "varchar", "nvarchar", "varcharacter", "varchar2" ->
                plain(Kind.STRING, "varchar", number(arguments, 0, 255), false);
            case "tinytext", "text", "mediumtext", "longtext" -> plain(Kind.STRING, name, 0, false);
            case "long" -> plain(Kind.STRING, "mediumtext", 0, false);
            case "binary" -> plain(Kind.FIXED_BINARY, "binary", number(arguments, 0, 1), false);
            case "varbinary" -> plain(Kind.BINARY, "varbinary", number(arguments, 0, 255), false);
            case "tinyblob", "blob", "mediumblob", "longblob" -> plain(Kind.BINARY, name, 0, false);
            case "date" -> plain(Kind.DATE, "date", 0, false);
            case "time" -> plain(Kind.TIME, "time", number(arguments, 0, 0), false);
            case "datetime" -> plain(Kind.DATETIME, "datetime", number(arguments, 0, 0), false);
            case "timestamp" -> plain(Kind.TIMESTAMP, "timestamp", number(arguments, 0, 0), false);
            case "year" -> plain(Kind.YEAR, "year", 0, false);
            case "enum" -> new MySqlType(Kind.ENUM, "enum", 0, 0, false, arguments);
            case "set" -> new MySqlType(Kind.SET, "set", 0, 0, false, arguments);
            case "json" -> plain(Kind.JSON, "json", 0, false);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> plain(Kind.GEOMETRY, name, 0, false);
            default -> throw new IllegalArgumentException("column type '" + text + "' has no representation");
        };
    }

    private static MySqlType plain(Kind kind, String name, int length, boolean unsigned) {
        return new MySqlType(kind, name, length, 0, unsigned, List.of());
    }

    private static int number(List<String> arguments, int index, int otherwise) {
        return index < arguments.size() ? Integer.parseInt(arguments.get(index)) : otherwise;
    }

    /** The type as a DDL statement writes it, the same text for the same type: the field property {@code mysqlType}. */
    public String ddl() {
        var sizes = switch (kind) {
            case DECIMAL -> "(" + length + "," + scale + ")";
            case ENUM, SET ->
                labels.stream()
                        .map(label -> "'" + label.replace("\\", "\\\\").replace("'", "''") + "'")
                        .collect(Collectors.joining(",", "(", ")"));
            case STRING, FIXED_BINARY, BINARY -> takesLength() ? "(" + length + ")" : "";
            default -> length > 0 ? "(" + length + ")" : "";
        };
        return name + sizes + (unsigned ? " unsigned" : "");
    }

    private boolean takesLength() {
        return name.endsWith("char") || name.endsWith("binary");
    }
}
