package com.pinda.aggregation.consumer.copy;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/** What MySQL and MariaDB have in common, and how they say no. */
public final class Sql {

    private static final Set<String> DATA_STATES = Set.of("21", "22", "23");

    /**
     * WARN_DATA_TRUNCATED, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ER_CANT_CREATE_GEOMETRY_OBJECT, ER_NET_PACKET_TOO_LARGE,
     * ER_NO_DEFAULT_FOR_FIELD, MySQL's ER_CHECK_CONSTRAINT_VIOLATED.
     */
    private static final Set<Integer> DATA_ERRORS = Set.of(1265, 1366, 1416, 1153, 1364, 3819);

    /** Connector/J's own refusal of what the server's max_allowed_packet does not take; it has no code. */
    private static final String TOO_BIG = "PacketTooBigException";

    /** The server's code for a table that is not there. */
    public static final int NO_SUCH_TABLE = 1146;

    static final int NO_SUCH_COLUMN = 1054;

    private static final int NOT_NULL = 1048;

    /** The servers quote a value that they refuse; rows are in no log. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("(value:?|entry) '.*'(?= for )", Pattern.DOTALL);

    private static final Pattern QUOTED_LAST = Pattern.compile("(value:?|entry) '.*'$", Pattern.DOTALL);

    private Sql() {}

    /** A name in backticks. */
    public static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Runs a statement whose values are in its text; the text is in no message, as it holds rows. */
    public static int run(JdbcTemplate jdbc, SqlText sql) {
        var text = sql.toString();
        var rows = jdbc.execute((StatementCallback<Integer>) statement -> {
            statement.setEscapeProcessing(false);
            return statement.executeUpdate(text);
        });
        return rows == null ? 0 : rows;
    }

    /** Whether the server refused a value, and would whenever it is asked. */
    public static boolean refusesValue(DataAccessException failure) {
        var cause = cause(failure);
        return cause != null
                && (TOO_BIG.equals(cause.getClass().getSimpleName())
                        || DATA_ERRORS.contains(cause.getErrorCode())
                        || (cause.getSQLState() != null
                                && cause.getSQLState().length() == 5
                                && DATA_STATES.contains(cause.getSQLState().substring(0, 2))));
    }

    /** The server's own words, without the values that it quotes. */
    public static String reason(DataAccessException failure) {
        var cause = cause(failure);
        var words = withoutValues(String.valueOf((cause == null ? failure : cause).getMessage()));
        return cause != null && cause.getErrorCode() == NOT_NULL
                ? words
                        + "; if it is of the key, a unique index of the copy has the row's value in another"
                        + " row: drop that index"
                : words;
    }

    static String withoutValues(String words) {
        var replaced = QUOTED_VALUE.matcher(words).replaceFirst("$1 '…'");
        return replaced.equals(words) ? QUOTED_LAST.matcher(words).replaceFirst("$1 '…'") : replaced;
    }

    /** Whether the server gave this code. */
    public static boolean hasCode(DataAccessException failure, int code) {
        var cause = cause(failure);
        return cause != null && cause.getErrorCode() == code;
    }

    private static @org.jspecify.annotations.Nullable SQLException cause(DataAccessException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
