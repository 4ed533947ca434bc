package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.compare.View;
import com.pinda.aggregation.local.compare.ViewComparison;
import com.pinda.aggregation.local.compare.ViewResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The views that the consumer keeps, of which it has a list in the target. */
final class Views {
    private static final String LIST = """
            SELECT of_view, key_columns, COALESCE(json_columns, '[]'), source_sql FROM _view WHERE state = 'live'
            ORDER BY of_view
            """;

    private static final String COUNT = """
            SELECT COUNT(*) FROM _view
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final Databases databases;

    Views(Databases databases) {
        this.databases = databases;
    }

    /** Whether there is any. */
    static boolean areKeptIn(Connection target) throws SQLException {
        try (var statement = target.createStatement();
                var rows = statement.executeQuery(COUNT)) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            if (Server.isNoSuchTable(e)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Compares each with its SELECT over the source, row by row.
     *
     * @throws StackFailure for a view that cannot be compared
     */
    List<ViewResult> compare() throws SQLException {
        var comparison = new ViewComparison(
                databases.source().as(databases.tms()), databases.target().as(databases.reader()), Databases.TARGET);
        var results = new ArrayList<ViewResult>();
        for (var view : list()) {
            try {
                results.add(comparison.compare(view));
            } catch (SQLException e) {
                throw failure(view.name(), Server.reason(e), e);
            } catch (IllegalArgumentException e) {
                throw failure(view.name(), String.valueOf(e.getMessage()), e);
            }
        }
        return results;
    }

    private List<View> list() throws SQLException {
        try (var target = databases.target().connect(Databases.TARGET, databases.reader())) {
            if (!areKeptIn(target)) {
                return List.of();
            }
            try (var statement = target.createStatement();
                    var rows = statement.executeQuery(LIST)) {
                var views = new ArrayList<View>();
                while (rows.next()) {
                    views.add(view(rows));
                }
                return views;
            }
        }
    }

    private static View view(ResultSet row) throws SQLException {
        var name = row.getString(1);
        var select = row.getString(4);
        if (select == null) {
            throw new StackFailure(
                    "cannot compare the view %s: a table that its SELECT reads is not known yet".formatted(name));
        }
        try {
            return new View(name, names(row.getString(2)), Set.copyOf(names(row.getString(3))), select);
        } catch (JacksonException | IllegalArgumentException e) {
            throw failure(name, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> names(String json) {
        return List.of(JSON.readValue(json, String[].class));
    }

    private static StackFailure failure(String view, String reason, Exception cause) {
        return new StackFailure("cannot compare the view %s: %s".formatted(view, reason), cause);
    }
}
