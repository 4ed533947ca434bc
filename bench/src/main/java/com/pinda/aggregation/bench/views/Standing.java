package com.pinda.aggregation.bench.views;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the views are, as their tables in the target say. */
final class Standing {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long LOOK_MS = 20;

    private static final String BEHIND = """
            SELECT (SELECT COUNT(*) FROM pd_aggregation._copy_progress
                WHERE next_offset < end_offset AND topic IN (SELECT topic FROM pd_aggregation._copy))
              + (SELECT COUNT(*) FROM pd_aggregation._view WHERE filled_ms IS NULL OR fills_put < fills_asked)
              + (SELECT COUNT(*) FROM pd_aggregation._untold)
              + (SELECT COUNT(*) FROM pd_aggregation._view_progress WHERE next_offset < end_offset)
              + (SELECT COUNT(*) FROM pd_aggregation._copy_progress p LEFT JOIN pd_aggregation._resolved r
                  ON r.topic = p.topic AND r.partition_id = p.partition_id
                WHERE COALESCE(r.next_offset, 0) < p.next_offset AND p.topic IN (SELECT topic FROM pd_aggregation._copy))
            """;

    private final Connection database;
    private final int views;

    /**
     * Looks through a connection of its own.
     *
     * @param views how many are kept
     */
    Standing(Connection database, int views) {
        this.database = database;
        this.views = views;
    }

    /** Keys in the refresh topics, done or not. */
    long asked() throws SQLException {
        return number("SELECT COALESCE(SUM(end_offset), 0) FROM pd_aggregation._view_progress");
    }

    /** Keys that were refreshed, the same one as often as it was in another batch. */
    long refreshed() throws SQLException {
        return number("SELECT COALESCE(SUM(next_offset), 0) FROM pd_aggregation._view_progress");
    }

    /** Rows that were written or deleted. */
    long written() throws SQLException {
        return number("SELECT COALESCE(SUM(written), 0) FROM pd_aggregation._view_progress");
    }

    /** Rows that were written or deleted, by view. */
    Map<String, Long> writtenByView() throws SQLException {
        return byView(
                "SELECT view_name, SUM(written) FROM pd_aggregation._view_progress GROUP BY view_name ORDER BY 1");
    }

    /** Keys on their way, by view and lane. */
    Map<String, Long> pending() throws SQLException {
        return byView(
                "SELECT CONCAT(view_name, '/', lane), SUM(end_offset - next_offset) AS n FROM pd_aggregation._view_progress"
                        + " GROUP BY view_name, lane HAVING n > 0");
    }

    private Map<String, Long> byView(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            var byView = new LinkedHashMap<String, Long>();
            while (rows.next()) {
                byView.put(rows.getString(1), rows.getLong(2));
            }
            return byView;
        }
    }

    /**
     * Waits until the change that was committed last is in its copy, and all that is in the copies is in the views.
     * Gives the moment that this was seen, as {@link System#nanoTime}.
     */
    long awaitRest() throws SQLException, InterruptedException {
        var mark = String.valueOf(System.nanoTime());
        run("UPDATE pd_auth.pd_core_station SET name = ? ORDER BY id LIMIT 1", mark);
        await(() -> isThere("pd_core_station")
                && number("SELECT COUNT(*) FROM pd_aggregation.pd_core_station WHERE name = ?", mark) > 0);
        // the copies are each behind by as much as their own topics hold, which is read again after the mark was
        await(() -> number("SELECT MAX(position) >= (SELECT MAX(_position) FROM pd_aggregation.pd_core_station)"
                                + " FROM pd_aggregation._capture")
                        > 0
                && number("SELECT COUNT(*) FROM pd_aggregation._view") == views
                && number(BEHIND) == 0);
        return System.nanoTime();
    }

    private boolean isThere(String copy) throws SQLException {
        return number(
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'pd_aggregation' AND table_name = ?",
                        copy)
                > 0;
    }

    /** Waits until an organisation's name is in its copy, and all that it changes was put into the refresh topics. */
    void awaitResolved(String name) throws SQLException, InterruptedException {
        await(() -> number("SELECT COUNT(*) FROM pd_aggregation.pd_core_org WHERE name = ?", name) > 0);
        await(() -> number("SELECT COUNT(*) FROM pd_aggregation._copy_progress p LEFT JOIN pd_aggregation._resolved r"
                        + " ON r.topic = p.topic AND r.partition_id = p.partition_id"
                        + " WHERE p.topic LIKE '%.pd_core_org' AND COALESCE(r.next_offset, 0) < p.next_offset")
                == 0);
    }

    /** Waits until nothing is left of what goes the way of wide changes. */
    void awaitWide() throws SQLException, InterruptedException {
        await(() -> number(
                        "SELECT COUNT(*) FROM pd_aggregation._view_progress WHERE lane = 'bulk' AND next_offset < end_offset")
                == 0);
    }

    /** Has all rows of a view made anew and waits for it; gives how many it has. */
    long rebuild(String view) throws SQLException, InterruptedException {
        run("UPDATE pd_aggregation._view SET fills_asked = fills_asked + 1 WHERE view_name = ?", view);
        await(() -> number(
                        "SELECT COUNT(*) FROM pd_aggregation._view WHERE view_name = ? AND fills_put = fills_asked",
                        view)
                > 0);
        await(() -> number(
                        "SELECT COUNT(*) FROM pd_aggregation._view_progress WHERE view_name = ? AND next_offset < end_offset",
                        view)
                == 0);
        return number("SELECT COUNT(*) FROM pd_aggregation.`" + view + "`");
    }

    /** Waits until so many rows are found. */
    void awaitRows(String sql, long rows) throws SQLException, InterruptedException {
        await(() -> number(sql) == rows);
    }

    private interface Goal {
        boolean isReached() throws SQLException;
    }

    private void await(Goal goal) throws SQLException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!goal.isReached()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not there after " + PATIENCE + ", behind: " + pending());
            }
            Thread.sleep(LOOK_MS);
        }
    }

    private void run(String sql, String value) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    private long number(String sql, @Nullable String... values) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
