package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.rig.Rig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Whether the copies are as the source is, at a quiet point. */
final class Copies {

    private final Rig rig;

    Copies(Rig rig) {
        this.rig = rig;
    }

    /** What is not as promised; empty where all is well. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        try (var source = rig.source().connect("");
                var target = rig.target().connect(Rig.TARGET)) {
            for (var table : rig.tables()) {
                if (exists(source, table)) {
                    compare(table, rows(source, table, 0), copied(target, table), violations);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot compare source and copies", e);
        }
        return violations;
    }

    private static void compare(String table, List<String> source, List<String> copy, List<String> violations) {
        if (!source.equals(copy)) {
            var missing = new ArrayList<>(source);
            missing.removeAll(new HashSet<>(copy));
            var wrong = new ArrayList<>(copy);
            wrong.removeAll(new HashSet<>(source));
            violations.add(table + ": not in the copy " + missing + ", only in the copy " + wrong);
        }
    }

    /** A copy is made with the first change of its table. */
    private static List<String> copied(Connection target, String table) throws SQLException {
        var copy = Rig.TARGET + table.substring(table.indexOf('.'));
        return exists(target, copy) ? rows(target, copy, 1) : List.of();
    }

    private static boolean exists(Connection source, String table) throws SQLException {
        try (var statement = source.createStatement();
                var rows = statement.executeQuery(
                        "SELECT 1 FROM information_schema.tables WHERE CONCAT(table_schema, '.', table_name) = '"
                                + table + "'")) {
            return rows.next();
        }
    }

    private static List<String> rows(Connection database, String table, int columnsLeftOut) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table)) {
            var columns = rows.getMetaData().getColumnCount() - columnsLeftOut;
            while (rows.next()) {
                var row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(rows.getString(column)).append('|');
                }
                found.add(row.toString());
            }
        }
        found.sort(null);
        return found;
    }
}
