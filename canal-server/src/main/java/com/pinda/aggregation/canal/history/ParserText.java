package com.pinda.aggregation.canal.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in words that the parser knows, where it means the same for the columns: without what only one server
 * reads, and without words that are newer than the parser.
 */
public final class ParserText {

    private static final String QUOTED = "`(?:[^`]|``)*+`|'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'"
            + "|\"[^\"\\\\]*+(?:(?:\\\\.|\"\")[^\"\\\\]*+)*+\"";
    private static final String NAME = "(?:`(?:[^`]|``)+`|[\\w$\\u0080-\\uffff]+)";

    private static final Pattern VERSION_COMMENT =
            Pattern.compile(QUOTED + "|/\\*(M?)!(\\d{5,6})?(.*?)\\*/", Pattern.DOTALL);

    /** What leaves the columns as they are, as a whole part of an ALTER TABLE, and single words. */
    private static final Pattern NEWER = Pattern.compile(
            QUOTED + "|(\\bALTER\\s+(?:INDEX\\s+" + NAME + "|(?:COLUMN\\s+)?" + NAME
                    + "\\s+SET)\\s+(?:IN)?VISIBLE\\b)|(\\b(?:IN)?VISIBLE\\b)"
                    + "|(\\bIF\\s+(?:NOT\\s+)?EXISTS\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ALTER = Pattern.compile("\\s*ALTER\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** MariaDB passes over comments for these versions, which only MySQL ever had. */
    private static final int MYSQL_ONLY_FROM = 50_700;

    private static final int MYSQL_ONLY_TO = 99_999;

    private ParserText() {}

    /**
     * The statement as this server reads it.
     *
     * @param version of the server: 110405 for 11.4.5, 80403 for 8.4.3
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/comments.html">MySQL's comments for versions</a>
     */
    public static String asReadBy(boolean mariaDb, int version, String sql) {
        return VERSION_COMMENT.matcher(sql).replaceAll(found -> {
            var body = found.group(3);
            if (body == null) {
                return Matcher.quoteReplacement(found.group());
            }
            var from = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
            var counts = mariaDb
                    ? from <= version && (from < MYSQL_ONLY_FROM || from > MYSQL_ONLY_TO)
                    : from <= version && found.group(1).isEmpty();
            return counts ? Matcher.quoteReplacement(" " + body + " ") : " ";
        });
    }

    /**
     * The statement without words that are newer than the parser; empty where it has none. In an ALTER TABLE conditions
     * are left out too: what it adds may be there, and what it drops may not.
     */
    static Optional<String> known(String sql) {
        var altered = ALTER.matcher(sql).matches();
        var known = NEWER.matcher(sql).replaceAll(found -> {
            if (found.group(1) != null) {
                return "FORCE";
            }
            var isLeftOut = found.group(2) != null || (found.group(3) != null && altered);
            return isLeftOut ? " " : Matcher.quoteReplacement(found.group());
        });
        return known.equals(sql) ? Optional.empty() : Optional.of(known);
    }
}
