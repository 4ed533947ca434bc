package com.pinda.aggregation.canal.history;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a statement shows where the parser cannot read it. */
public final class DdlText {

    private static final String NAME = "(?:`(?:[^`]|``)+`|[\\w$\\u0080-\\uffff]+)";
    private static final String FULL_NAME = NAME + "(?:\\s*\\.\\s*" + NAME + ")?";
    private static final String QUOTED_NAME = "`(?:[^`]|``)*+`";

    private static final Pattern QUOTED_OR_COMMENT = Pattern.compile(
            QUOTED_NAME + "|'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'"
                    + "|/\\*(?![!M]).*?\\*/|/\\*M?!\\d*|\\*/|(?:--\\s|#)[^\\n]*",
            Pattern.DOTALL);

    private static final Pattern TABLE = Pattern.compile(
            "^\\s*(?:(ALTER|CREATE)\\b[\\w\\s]*?\\bTABLE|(DROP|RENAME)\\b[\\w\\s]*?\\bTABLES?|(TRUNCATE)(?:\\s+TABLE)?)"
                    + "\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(" + FULL_NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NEXT = Pattern.compile("\\G\\s*,\\s*(" + FULL_NAME + ")");
    private static final Pattern RENAMED =
            Pattern.compile("(?:,|\\bTO\\b)\\s*(" + FULL_NAME + ")", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEW_NAME = Pattern.compile(
            "\\bRENAME\\s+(?:TO\\s+|AS\\s+|=\\s*)?(?!(?:TO|AS|COLUMN|INDEX|KEY|TABLE)\\b)(" + FULL_NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DROPPED_DATABASE = Pattern.compile(
            "^\\s*DROP\\s+(?:DATABASE|SCHEMA)\\s+(?:IF\\s+EXISTS\\s+)?(" + NAME + ")", Pattern.CASE_INSENSITIVE);

    private static final Pattern BINARY_CHARSET =
            Pattern.compile("(?:CHARSET|CHARACTER\\s+SET|COLLATE)\\s*=?\\s*['\"]?binary\\b", Pattern.CASE_INSENSITIVE);

    private DdlText() {}

    /** Whether parts of the statement count for some servers only. */
    public static boolean hasVersionComment(String sql) {
        return sql.contains("/*!") || sql.contains("/*M!");
    }

    /** Whether it makes columns of bytes of those that are written as columns of text. */
    static boolean namesBinaryCharset(String sql) {
        return BINARY_CHARSET.matcher(sql).find();
    }

    /** The first word of a statement about tables, in capitals; empty for any other statement. */
    public static String verb(String sql) {
        var table = TABLE.matcher(bare(sql));
        return table.find() ? verb(table) : "";
    }

    private static String verb(Matcher table) {
        var verb = table.group(1) != null ? table.group(1) : table.group(2) != null ? table.group(2) : table.group(3);
        return verb.toUpperCase(Locale.ROOT);
    }

    /**
     * The tables that a statement about tables may have changed, in its order; empty for any other statement.
     *
     * @param database the current database of the session that ran it
     */
    public static Set<TableName> tables(String sql, String database) {
        var text = bare(sql);
        var tables = new LinkedHashSet<TableName>();
        var table = TABLE.matcher(text);
        if (table.find()) {
            tables.add(name(table.group(4), database));
            var more = more(verb(table)).matcher(text.substring(table.end()));
            while (more.find()) {
                tables.add(name(more.group(1), database));
            }
        }
        return tables;
    }

    /** The database that a statement drops with all its tables. */
    public static Optional<String> droppedDatabase(String sql) {
        var dropped = DROPPED_DATABASE.matcher(bare(sql));
        return dropped.find() ? Optional.of(unquoted(dropped.group(1))) : Optional.empty();
    }

    private static Pattern more(String verb) {
        return switch (verb) {
            case "RENAME" -> RENAMED;
            case "ALTER" -> NEW_NAME;
            default -> NEXT;
        };
    }

    /** The statement without comments and texts, which may hold anything. */
    private static String bare(String sql) {
        return QUOTED_OR_COMMENT.matcher(sql).replaceAll(found -> switch (found.group()
                .charAt(0)) {
            case '`' -> Matcher.quoteReplacement(found.group());
            case '\'' -> "''";
            default -> " ";
        });
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
