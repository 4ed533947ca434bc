package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.torture.check.Violation.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares views with their SELECTs over the source, every row and column. Both are held in memory. */
final class ViewCheck {

    private static final String KEPT = "SELECT view_name, key_columns, source_sql FROM _view ORDER BY view_name";
    private static final String PARKED = "SELECT view_name, view_key, cause FROM _view_parked ORDER BY view_name";
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

    private final Server source;
    private final Target target;
    private final Violations violations;

    ViewCheck(Server source, Target target, Violations violations) {
        this.source = source;
        this.target = target;
        this.violations = violations;
    }

    private record Kept(String name, int keys, String sourceSql) {}

    /** Compares these views; one that is not kept is a violation. */
    void check(Collection<String> expected) {
        var missing = new TreeSet<>(expected);
        try (var views = target.server().connect();
                var tables = source.connect()) {
            views.setCatalog(target.database());
            for (var view : kept(views)) {
                missing.remove(view.name());
                compare(view, rows(tables, view.sourceSql()), views);
            }
            tellParked(views);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot compare the views with their SELECTs", e);
        }
        missing.forEach(view -> violations.add(Kind.VIEW_ROW, "view " + view + " is not kept"));
    }

    private static List<Kept> kept(Connection views) throws SQLException {
        try (var statement = views.createStatement();
                var rows = statement.executeQuery(KEPT)) {
            var kept = new ArrayList<Kept>();
            while (rows.next()) {
                kept.add(new Kept(
                        rows.getString(1),
                        (int) NAME.matcher(rows.getString(2)).results().count(),
                        rows.getString(3)));
            }
            return kept;
        }
    }

    private void compare(Kept view, Rows wanted, Connection views) throws SQLException {
        var columns = wanted.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        var found = rows(views, "SELECT " + columns + " FROM `" + view.name() + "`");
        var inView = byKey(view, found);
        byKey(view, wanted).forEach((key, row) -> {
            var other = inView.remove(key);
            if (other == null) {
                violations.add(Kind.VIEW_ROW, "view " + view.name() + " has no row " + key);
            } else if (!other.equals(row)) {
                violations.add(Kind.VIEW_VALUE, "view " + view.name() + ": " + row + " by its SELECT, but " + other);
            }
        });
        inView.keySet()
                .forEach(key -> violations.add(
                        Kind.VIEW_ROW, "view " + view.name() + " has a row that its SELECT has not: " + key));
    }

    /** The key's columns come first. */
    private static Map<String, List<String>> byKey(Kept view, Rows rows) {
        var byKey = new TreeMap<String, List<String>>();
        rows.values().forEach(row -> byKey.put(row.subList(0, view.keys()).toString(), row));
        return byKey;
    }

    private record Rows(List<String> names, List<List<String>> values) {}

    private static Rows rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            prepare(statement);
            try (var rows = statement.executeQuery(sql)) {
                var names = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    names.add(rows.getMetaData().getColumnLabel(i));
                }
                var values = new ArrayList<List<String>>();
                while (rows.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= names.size(); i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    values.add(row);
                }
                return new Rows(names, values);
            }
        }
    }

    private static void prepare(Statement statement) throws SQLException {
        statement.execute("SET SESSION group_concat_max_len = 67108864");
    }

    private void tellParked(Connection views) throws SQLException {
        try (var statement = views.createStatement();
                var rows = statement.executeQuery(PARKED)) {
            while (rows.next()) {
                violations.add(
                        Kind.VIEW_ROW,
                        "view " + rows.getString(1) + " parked its row " + rows.getString(2) + ": "
                                + rows.getString(3));
            }
        }
    }
}
