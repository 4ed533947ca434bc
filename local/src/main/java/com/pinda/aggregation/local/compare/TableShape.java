package com.pinda.aggregation.local.compare;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of a table.
 *
 * @param types data type by column name, in the order of the table; empty where there is no such table
 * @param key the columns of the primary key in its order
 */
record TableShape(Map<String, String> types, List<String> key) {

    private static final String COLUMNS = """
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position
            """;
    private static final String KEY = """
            SELECT column_name FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY'
            ORDER BY seq_in_index
            """;

    static TableShape read(Connection connection, String database, String table) throws SQLException {
        var types = new LinkedHashMap<String, String>();
        var key = new ArrayList<String>();
        try (var statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, database);
            statement.setString(2, table);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    types.put(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT));
                }
            }
        }
        try (var statement = connection.prepareStatement(KEY)) {
            statement.setString(1, database);
            statement.setString(2, table);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    key.add(row.getString(1));
                }
            }
        }
        return new TableShape(types, key);
    }

    boolean exists() {
        return !types.isEmpty();
    }

    String type(String column) {
        var type = types.get(column);
        if (type == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        return type;
    }
}
