package com.pinda.aggregation.local.tms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for one table, with the columns that they fill. */
final class Rows {

    private static final int BATCH = 1000;

    private final String table;
    private final List<String> columns;
    private final List<@Nullable Object[]> values = new ArrayList<>();

    /** No rows yet for {@code database.table}. */
    Rows(String table, String... columns) {
        this.table = table;
        this.columns = List.of(columns);
    }

    String table() {
        return table;
    }

    void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(table + " takes " + columns.size() + " values, not " + row.length);
        }
        values.add(row);
    }

    /** Inserts all rows, many in a statement; the caller commits. */
    void insert(Connection connection) throws SQLException {
        var sql = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (var statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < values.size(); row++) {
                var cells = values.get(row);
                for (int column = 0; column < cells.length; column++) {
                    statement.setObject(column + 1, cells[column]);
                }
                statement.addBatch();
                if (row % BATCH == BATCH - 1) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
