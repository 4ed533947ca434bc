package com.pinda.aggregation.torture.ddl;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a table as text, in the order of their ids. */
final class Rows {

    private static final String COLUMNS = """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = '%s' ORDER BY ordinal_position
            """;

    private Rows() {}

    static List<String> columns(Connection connection, String table) throws SQLException {
        return first(connection, COLUMNS.formatted(table));
    }

    static List<String> commonColumns(Connection source, Connection target, String table) throws SQLException {
        var columns = new ArrayList<>(columns(source, table));
        columns.retainAll(columns(target, table));
        return columns;
    }

    static List<String> of(Connection connection, String table, List<String> columns) throws SQLException {
        var shown = columns.stream()
                .map(column -> "COALESCE(CAST(" + column + " AS CHAR), 'NULL')")
                .collect(Collectors.joining(", ', ', ", "CONCAT(", ")"));
        return first(connection, "SELECT " + shown + " FROM " + table + " ORDER BY CAST(id AS SIGNED)");
    }

    private static List<String> first(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var first = new ArrayList<String>();
            while (rows.next()) {
                first.add(rows.getString(1));
            }
            return first;
        }
    }
}
