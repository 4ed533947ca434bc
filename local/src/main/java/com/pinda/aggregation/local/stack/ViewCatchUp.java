package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells when all that is in the copies is in the views, too: every view was filled, every change was turned into the
 * refreshes that it asks for, and these are done. It is for copies at rest.
 */
final class ViewCatchUp {
    /** One statement, and so of one moment: what leaves one line of it may be in the next. */
    private static final String BEHIND = """
            SELECT CONCAT(view_name, ' is not filled') FROM _view WHERE filled_ms IS NULL
            UNION ALL
            SELECT CONCAT(view_name, ' is to be made anew') FROM _view WHERE fills_put < fills_asked
            UNION ALL
            SELECT CONCAT('rows of ', copy_name, ' changed, and views that read it are to be made anew') FROM _untold
            UNION ALL
            SELECT CONCAT(view_name, ' has refreshes to do') FROM _view_progress WHERE next_offset < end_offset
            GROUP BY view_name
            UNION ALL
            SELECT CONCAT('all views miss changes of ', p.topic)
            FROM _copy_progress p LEFT JOIN _resolved r ON r.topic = p.topic AND r.partition_id = p.partition_id
            WHERE COALESCE(r.next_offset, 0) < p.next_offset AND p.topic IN (SELECT topic FROM _copy)
            GROUP BY p.topic
            """;

    private static final String MOVED = """
            SELECT (SELECT COALESCE(SUM(next_offset), 0) FROM _resolved)
              + (SELECT COALESCE(SUM(next_offset), 0) FROM _view_progress)
              + (SELECT COUNT(filled_ms) FROM _view)
            """;

    private final Databases databases;
    private final Patience patience;

    ViewCatchUp(Databases databases, Patience patience) {
        this.databases = databases;
        this.patience = patience;
    }

    /** Waits; at once done where no views are kept. */
    void await() {
        try (var target = databases.target().connect(Databases.TARGET, databases.reader())) {
            if (Views.areKeptIn(target)) {
                patience.await(new UpToDate(target));
            }
        } catch (SQLException e) {
            throw new StackFailure("cannot see whether the views are up to date: " + Server.reason(e), e);
        }
    }

    private record UpToDate(Connection target) implements Patience.Goal {
        @Override
        public boolean isReached() throws SQLException {
            return behind().isEmpty();
        }

        @Override
        public long moved() throws SQLException {
            try (var statement = target.createStatement();
                    var rows = statement.executeQuery(MOVED)) {
                rows.next();
                return rows.getLong(1);
            }
        }

        @Override
        public String missing() throws SQLException {
            return "the views are not up to date: " + String.join(", ", behind());
        }

        private List<String> behind() throws SQLException {
            try (var statement = target.createStatement();
                    var rows = statement.executeQuery(BEHIND)) {
                var behind = new ArrayList<String>();
                while (rows.next()) {
                    behind.add(rows.getString(1));
                }
                return behind;
            }
        }
    }
}
