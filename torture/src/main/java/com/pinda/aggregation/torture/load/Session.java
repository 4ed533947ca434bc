package com.pinda.aggregation.torture.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** A connection inside a transaction, and chance. */
final class Session {

    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            " spaces ",
            "张三李四",
            "😀🚚",
            "Ünïcödé",
            "it's \"quoted\" \\ with `all`",
            "line\nbreak\ttab",
            "é decomposed e\u0301",
            "null");

    private final Connection connection;
    private final Random random;
    private final int shard;
    private int lastNumber;
    private long rows;

    /** @param shard a number that no other session has */
    Session(Connection connection, Random random, int shard) {
        this.connection = connection;
        this.random = random;
        this.shard = shard;
    }

    /** Runs a statement with its values; counts the rows that it changed. */
    void run(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            rows += statement.executeUpdate();
        }
    }

    /** Runs a statement for so many rows of this session's shard, numbered, with a text each. */
    void rowsOf(String insert, int count) throws SQLException {
        try (var statement = connection.prepareStatement(insert)) {
            for (int number = 1; number <= count; number++) {
                statement.setInt(1, shard);
                statement.setInt(2, number);
                statement.setString(3, text());
                statement.addBatch();
            }
            statement.executeBatch();
            rows += count;
        }
    }

    Connection connection() {
        return connection;
    }

    int shard() {
        return shard;
    }

    /** A number that was never given before to this session. */
    int nextNumber() {
        return ++lastNumber;
    }

    int lastNumber() {
        return lastNumber;
    }

    /** From 0 on. */
    int below(int end) {
        return random.nextInt(end);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(1000);
    }

    /** Rows that were changed so far, also by what was rolled back. */
    long rows() {
        return rows;
    }
}
