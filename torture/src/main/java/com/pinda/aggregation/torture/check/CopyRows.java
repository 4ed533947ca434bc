package com.pinda.aggregation.torture.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a table in key order, one after the other; each has the texts of its columns. */
final class CopyRows implements Iterator<@Nullable String[]>, AutoCloseable {

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final int columns;
    private boolean hasNext;

    /**
     * Opens a table.
     *
     * @param name as SQL has it, with its database
     */
    CopyRows(Server server, String name, List<CopyColumn> columns) throws SQLException {
        this.columns = columns.size();
        connection = server.connect();
        statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.execute("SET time_zone = '+00:00'");
        statement.setFetchSize(Integer.MIN_VALUE); // row by row, not all at once
        rows = statement.executeQuery(select(name, columns));
        hasNext = rows.next();
    }

    private static String select(String name, List<CopyColumn> columns) {
        var values = columns.stream().map(CopyColumn::expression).collect(Collectors.joining(", "));
        var order =
                columns.stream().filter(CopyColumn::key).map(CopyColumn::order).collect(Collectors.joining(", "));
        return "SELECT " + values + " FROM " + name + " ORDER BY " + order;
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    @Override
    public @Nullable String[] next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        try {
            var values = new @Nullable String[columns];
            for (int i = 0; i < columns; i++) {
                values[i] = rows.getString(i + 1);
            }
            hasNext = rows.next();
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read on", e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            rows.close();
        }
    }
}
