package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.SQLException;

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

    private final Databases databases;
    private final Patience patience;

    CatchUp(Databases databases, Patience patience) {
        this.databases = databases;
        this.patience = patience;
    }

    /** Waits; gives the changes applied so far. */
    long await() {
        try (var source = databases.source().connect("pd_auth", databases.tms());
                var target = databases.target().connect(Databases.TARGET, databases.reader())) {
            var applied = new Applied(target, mark(source));
            patience.await(applied);
            return applied.moved();
        } catch (SQLException e) {
            throw new StackFailure("cannot see whether all is applied: " + Server.reason(e), e);
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

    private record Marker(long id, long value) {}

    private record Applied(Connection target, Marker marker) implements Patience.Goal {
        @Override
        public boolean isReached() throws SQLException {
            try (var copied = target.prepareStatement(COPIED)) {
                copied.setLong(1, marker.id());
                copied.setLong(2, marker.value());
                try (var rows = copied.executeQuery()) {
                    return rows.next() && number(CAPTURED) >= rows.getLong(1) && number(NOT_APPLIED) == 0;
                }
            } catch (SQLException e) {
                // the copy is made with its first change, which may not be there yet
                if (Server.isNoSuchTable(e)) {
                    return false;
                }
                throw e;
            }
        }

        @Override
        public long moved() throws SQLException {
            return number(APPLIED);
        }

        @Override
        public String missing() throws SQLException {
            return "not all changes were applied, but %d".formatted(moved());
        }

        private long number(String question) throws SQLException {
            try (var statement = target.createStatement();
                    var rows = statement.executeQuery(question)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
