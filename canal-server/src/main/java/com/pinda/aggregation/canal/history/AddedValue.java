package com.pinda.aggregation.canal.history;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryExpr;
import com.alibaba.druid.sql.ast.expr.SQLBooleanExpr;
import com.alibaba.druid.sql.ast.expr.SQLCharExpr;
import com.alibaba.druid.sql.ast.expr.SQLIntegerExpr;
import com.alibaba.druid.sql.ast.expr.SQLNumberExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryOperator;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table get in a column that is added to them. The source fills them in without a word in the
 * binlog, so only the statement, or the column's default after it, can tell.
 *
 * <p>It is not known where the default is an expression ({@code CURRENT_TIMESTAMP} among them), and for a
 * {@code TIMESTAMP}, whose text depends on the session's time zone.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html">MySQL's implicit defaults</a>
 */
public final class AddedValue {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern BITS = Pattern.compile("b'([01]+)'");
    private static final Pattern HEX = Pattern.compile("0x((?:[0-9A-Fa-f]{2})*)");
    private static final Pattern FILL = Pattern.compile("\\x00+$");
    private static final Pattern ASCII = Pattern.compile("[ -~]*");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "set");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "bit", "year");

    private AddedValue() {}

    /** By the default that a statement gives, null where it gives none. */
    static @Nullable String of(@Nullable SQLExpr written, ColumnDefinition column) {
        if (typeName(column.type()).equals("timestamp")) {
            return null;
        }
        return written == null ? implicit(column) : literal(written);
    }

    /**
     * By the column's default in the information schema.
     *
     * @param shown MySQL shows a text without quotes, bytes as {@code 0x…}, MariaDB as a statement would write it; null
     *     where there is none
     * @param extra the column's attributes there
     */
    public static @Nullable String shown(
            @Nullable String shown, String extra, boolean mariaDb, ColumnDefinition column) {
        var name = typeName(column.type());
        if (name.equals("timestamp") || extra.contains("GENERATED") || extra.contains("auto_increment")) {
            return null;
        }
        if (shown == null) {
            return implicit(column);
        }
        if (mariaDb) {
            return unquoted(shown);
        }
        var hex = HEX.matcher(shown);
        if (BYTES.contains(name) && hex.matches()) {
            return ascii(hex.group(1), name.equals("binary"));
        }
        // before MySQL 8 nothing else told CURRENT_TIMESTAMP from a text
        return name.equals("datetime") && shown.startsWith("CURRENT_TIMESTAMP") ? null : bits(shown);
    }

    /** Bytes that are a plain text, without the zeros that a BINARY is filled up with. */
    private static @Nullable String ascii(String hex, boolean filled) {
        var text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        var bare = filled ? FILL.matcher(text).replaceFirst("") : text;
        return ASCII.matcher(bare).matches() ? bare : null;
    }

    private static @Nullable String unquoted(String shown) {
        if (shown.startsWith("'") && shown.endsWith("'")) {
            return shown.substring(1, shown.length() - 1).replace("''", "'").replace("\\\\", "\\");
        }
        return NUMBER.matcher(shown).matches() || BITS.matcher(shown).matches() ? bits(shown) : null;
    }

    private static @Nullable String literal(SQLExpr written) {
        if (written instanceof SQLCharExpr text) {
            return text.getText();
        }
        if (written instanceof SQLIntegerExpr whole) {
            return whole.getNumber().toString();
        }
        if (written instanceof SQLNumberExpr number) {
            return number.getNumber().toString();
        }
        if (written instanceof SQLBooleanExpr flag) {
            return flag.getBooleanValue() ? "1" : "0";
        }
        if (written instanceof SQLBinaryExpr bits) {
            return new BigInteger(bits.getText(), 2).toString();
        }
        if (written instanceof SQLUnaryExpr signed && signed.getOperator() == SQLUnaryOperator.Negative) {
            var number = literal(signed.getExpr());
            return number == null ? null : "-" + number;
        }
        return null;
    }

    private static String bits(String shown) {
        var bits = BITS.matcher(shown);
        return bits.matches() ? new BigInteger(bits.group(1), 2).toString() : shown;
    }

    /** What a column without default has: NULL, or, where that is not allowed, the zero of its type. */
    private static @Nullable String implicit(ColumnDefinition column) {
        var name = typeName(column.type());
        if (column.nullable()) {
            return null;
        }
        if (NUMBERS.contains(name)) {
            return "0";
        }
        if (TEXTS.contains(name) || BYTES.contains(name)) {
            return "";
        }
        return switch (name) {
            case "enum" -> firstLabel(column.type());
            case "time" -> "00:00:00";
            default -> null; // zero dates are no dates in the topics, JSON and geometries have no zero
        };
    }

    /** Labels are quoted, and a quote or a backslash in one is doubled. */
    private static @Nullable String firstLabel(String type) {
        var label = Pattern.compile("\\('((?:[^']|'')*)'").matcher(type);
        return label.find() ? label.group(1).replace("''", "'").replace("\\\\", "\\") : null;
    }

    private static String typeName(String type) {
        return type.split("[ (]", 2)[0];
    }
}
