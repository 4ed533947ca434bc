package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Tells when all that was committed at the source is in the copies. It changes one row of the source, waits for it in
 * its copy, and then for all partitions to be applied as far as a checkpoint of that change or later says.
 */
final class CatchUp {
    private static final String MARK = """
            UPDATE pd_core_station SET update_user = COALESCE(update_user, 0) + 1 WHERE id = ?
            """;

    private static final String MARKED_ROW = """
            SELECT id, COALESCE(update_user, 0) FROM pd_core_station ORDER BY id LIMIT 1
            """;

    private static final String COPIED = """
            SELECT _position FROM pd_core_station WHERE id = ? AND update_user = ?
            """;

    private static final String CAPTURED = """
            SELECT MAX(position) FROM _capture
            """;

    private static final String NOT_APPLIED = """
            SELECT COUNT(*) FROM _copy_progress WHERE next_offset < end_offset AND topic IN (SELECT topic FROM _copy)
            """;

    private static final String APPLIED = """
            SELECT COALESCE(SUM(changes), 0) FROM _copy_progress WHERE topic IN (SELECT topic FROM _copy)
            """;

    private static final String NO_SUCH_TABLE = "42S02";

    /** Without any change applied for so long there is something wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Databases databases;
    private final Runnable check;

    /** @param check throws when waiting makes no sense any more */
    CatchUp(Databases databases, Runnable check) {
        this.databases = databases;
        this.check = check;
    }

    /** Waits; gives the changes applied so far. */
    long await() {
        try (var source = databases.source().connect("pd_auth", databases.tms());
                var target = databases.target().connect(Databases.TARGET, databases.reader())) {
            var marker = mark(source);
            var applied = number(target, APPLIED);
            var last = System.nanoTime();
            while (!isApplied(target, marker)) {
                var now = number(target, APPLIED);
                if (now != applied) {
                    applied = now;
                    last = System.nanoTime();
                }
                if (System.nanoTime() - last > PATIENCE.toNanos()) {
                    throw new StackFailure("not all changes were applied: nothing was for %d s, after %d changes"
                            .formatted(PATIENCE.toSeconds(), applied));
                }
                check.run();
                Thread.sleep(POLL.toMillis());
            }
            return number(target, APPLIED);
        } catch (SQLException e) {
            throw new StackFailure("cannot see whether all is applied: " + Server.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private static Marker mark(Connection source) throws SQLException {
        try (var select = source.createStatement();
                var rows = select.executeQuery(MARKED_ROW);
                var update = source.prepareStatement(MARK)) {
            if (!rows.next()) {
                throw new SQLException("pd_auth.pd_core_station is empty");
            }
            var marker = new Marker(rows.getLong(1), rows.getLong(2) + 1);
            update.setLong(1, marker.id());
            update.executeUpdate();
            return marker;
        }
    }

    private static boolean isApplied(Connection target, Marker marker) throws SQLException {
        try (var copied = target.prepareStatement(COPIED)) {
            copied.setLong(1, marker.id());
            copied.setLong(2, marker.value());
            try (var rows = copied.executeQuery()) {
                return rows.next() && number(target, CAPTURED) >= rows.getLong(1) && number(target, NOT_APPLIED) == 0;
            }
        } catch (SQLException e) {
            // the copy is made with its first change, which may not be there yet
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static long number(Connection target, String question) throws SQLException {
        try (var statement = target.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private record Marker(long id, long value) {}
}
