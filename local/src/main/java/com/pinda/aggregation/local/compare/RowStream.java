package com.pinda.aggregation.local.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The rows of one table or SELECT in the order of their keys, one in memory at a time. */
final class RowStream implements AutoCloseable {

    private final List<KeyColumn> keys;
    private final Statement statement;
    private final ResultSet rows;
    private List<Comparable<?>> key = List.of();
    private long count;

    /** @param from what stands behind FROM */
    RowStream(Connection connection, String from, List<KeyColumn> keys, List<String> values) throws SQLException {
        this.keys = List.copyOf(keys);
        var select = new StringJoiner(", ", "SELECT ", " FROM " + from);
        keys.forEach(column -> select.add(column.expression()));
        values.forEach(select::add);
        var order = new StringJoiner(", ", " ORDER BY ", "");
        for (int i = 1; i <= keys.size(); i++) {
            order.add(String.valueOf(i));
        }
        this.statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(Integer.MIN_VALUE);
        this.rows = statement.executeQuery(select + order.toString());
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        count++;
        var values = new ArrayList<Comparable<?>>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(keys.get(i).read(rows, i + 1));
        }
        key = values;
        return true;
    }

    /** The value of a column, as the server sent it; null is NULL. */
    byte @Nullable [] value(int column) throws SQLException {
        return rows.getBytes(keys.size() + column + 1);
    }

    /** The key of the current row, to be shown. */
    String key() {
        var text = new StringJoiner(",");
        key.forEach(value -> text.add(KeyColumn.shown(value)));
        return text.toString();
    }

    int compareKey(RowStream other) {
        for (int i = 0; i < key.size(); i++) {
            int result = KeyColumn.compare(key.get(i), other.key.get(i));
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    /** Rows seen so far. */
    long count() {
        return count;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
