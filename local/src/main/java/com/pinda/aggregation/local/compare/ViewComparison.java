package com.pinda.aggregation.local.compare;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares a view with its SELECT over the source: every row, every output column, NULL apart from the empty text, text
 * byte by byte, numbers and JSON by value. Needs constant memory; the source's server sorts all that the SELECT gives.
 * Both sides must be at rest, else rows in flight count as mismatches.
 */
public final class ViewComparison {

    /** As views are filled: what a SELECT gives depends on them. */
    private static final List<String> SESSION = List.of("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED", """
                    SET SESSION time_zone = '+00:00', SESSION group_concat_max_len = 67108864,
                      SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'
                    """);

    private final DatabaseServer source;
    private final DatabaseServer target;
    private final String targetDatabase;

    /**
     * Connects to nothing yet.
     *
     * @param source the server with the source databases, and an account that may read them
     * @param target the server with the views, which may be the same
     * @param targetDatabase the database of the views
     */
    public ViewComparison(DatabaseServer source, DatabaseServer target, String targetDatabase) {
        this.source = source;
        this.target = target;
        this.targetDatabase = targetDatabase;
    }

    /**
     * Compares one view.
     *
     * @throws SQLException if a server fails, or does not take the SELECT
     * @throws IllegalArgumentException if a column of the key is not there, or is NULL in a row
     */
    public ViewResult compare(View view) throws SQLException {
        // the line break ends a comment
        var select = "(" + view.select() + "\n) v";
        var table = Comparison.quoted(view.name());
        try (var from = open(source, "");
                var to = open(target, targetDatabase)) {
            var differences = new Differences(view.name());
            var columns =
                    new ViewColumns(view, OutputColumn.read(from, select), OutputColumn.read(to, table), differences);
            try (var left = columns.select(from, select);
                    var right = columns.table(to, table)) {
                new RowMerge(columns.equalities(), differences).merge(left, right);
                return new ViewResult(
                        view.name(), left.count(), right.count(), differences.mismatches(), differences.first());
            }
        }
    }

    private static Connection open(DatabaseServer server, String database) throws SQLException {
        var connection = server.open(database);
        try (var statement = connection.createStatement()) {
            for (var sql : SESSION) {
                statement.execute(sql);
            }
        }
        return connection;
    }
}
