package com.pinda.aggregation.canal.history;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of a statement shows where the parser cannot read it. */
final class DdlText {

    private static final String NAME = "(?:`(?:[^`]|``)+`|[\\w$\\u0080-\\uffff]+)";
    private static final String FULL_NAME = NAME + "(?:\\s*\\.\\s*" + NAME + ")?";

    private static final Pattern COMMENT =
            Pattern.compile("/\\*(?![!M]).*?\\*/|/\\*M?!\\d*|\\*/|(?m:--\\s.*$|#.*$)", Pattern.DOTALL);

    private static final Pattern TABLE = Pattern.compile(
            "^\\s*(?:ALTER|CREATE|DROP|RENAME|TRUNCATE)\\b[\\w\\s]*?\\bTABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?("
                    + FULL_NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TARGET = Pattern.compile(
            "\\bRENAME\\s+(?:TO\\s+|AS\\s+|=\\s*)?(?!COLUMN\\b|INDEX\\b|KEY\\b|TABLE\\b)(" + FULL_NAME + ")"
                    + "|\\bTO\\s+(" + FULL_NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER_CHARSET =
            Pattern.compile("(?:CHARSET|CHARACTER\\s+SET)\\s*=?\\s*['\"]?(?!utf8|ascii)\\w+", Pattern.CASE_INSENSITIVE);

    private DdlText() {}

    /** Whether parts of the statement count for some servers only. */
    static boolean hasVersionComment(String sql) {
        return sql.contains("/*!") || sql.contains("/*M!");
    }

    static boolean namesOtherCharset(String sql) {
        return OTHER_CHARSET.matcher(sql).find();
    }

    /** The tables that a statement about tables may have changed; empty for any other statement. */
    static Set<TableName> tables(String sql, String database) {
        var text = COMMENT.matcher(sql).replaceAll(" ");
        var tables = new LinkedHashSet<TableName>();
        var table = TABLE.matcher(text);
        if (table.find()) {
            tables.add(name(table.group(1), database));
            var target = TARGET.matcher(text.substring(table.end()));
            while (target.find()) {
                tables.add(name(target.group(1) == null ? target.group(2) : target.group(1), database));
            }
        }
        return tables;
    }

    private static TableName name(String text, String database) {
        var parts = text.split("\\s*\\.\\s*(?=(?:[^`]*`[^`]*`)*[^`]*$)", 2);
        return parts.length == 2
                ? new TableName(unquoted(parts[0]), unquoted(parts[1]))
                : new TableName(database, unquoted(parts[0]));
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }
}
