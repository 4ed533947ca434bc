package com.pinda.aggregation.consumer.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.stereotype.Component;

/** Runs queries whose values are in their text, which is in no message. Their rows are not kept. */
@Component
final class Queries {

    private final JdbcTemplate jdbc;

    Queries(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    /** A row of a result, for as long as it is handed on. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads rows as they come from the server. */
    void stream(String sql, RowReader reader) {
        jdbc.execute((StatementCallback<Boolean>) statement -> {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
            return true;
        });
    }

    /** Reads keys; a row with a NULL in it is none. */
    void keys(String sql, int columns, Consumer<ViewKey> keys) {
        var first = IntStream.rangeClosed(1, columns).toArray();
        stream(sql, row -> key(row, first).ifPresent(keys));
    }

    /**
     * The key in columns of a row, each by its number from 1; empty where one is NULL: no row of a view can have it.
     */
    static Optional<ViewKey> key(ResultSet row, int[] columns) throws SQLException {
        var values = new ArrayList<String>(columns.length);
        for (int column : columns) {
            var value = row.getString(column);
            if (value == null) {
                return Optional.empty();
            }
            values.add(isWhole(row.getMetaData().getColumnType(column)) ? value : ViewKey.text(value));
        }
        return Optional.of(ViewKey.of(values));
    }

    private static boolean isWhole(int jdbcType) {
        return List.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT)
                .contains(jdbcType);
    }
}
