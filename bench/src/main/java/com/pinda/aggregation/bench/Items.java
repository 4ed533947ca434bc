package com.pinda.aggregation.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table that is written: 20 columns, about 250 bytes a row. */
final class Items {

    static final String TABLE = "bench.items";

    private static final String CREATE = """
            CREATE TABLE bench.items (
              id bigint NOT NULL PRIMARY KEY,
              order_no varchar(20), customer varchar(40), phone varchar(20), city varchar(20), street varchar(60),
              status int, kind tinyint, pieces int, weight decimal(10,3), volume decimal(10,3), amount decimal(12,2),
              paid bit(1), note varchar(60), created datetime, updated datetime(3), arrival datetime,
              lat double, lng double, seq bigint
            )
            """;
    private static final int COLUMNS = 20;
    private static final String INSERT = "INSERT INTO bench.items VALUES ("
            + IntStream.range(0, COLUMNS).mapToObj(i -> "?").collect(Collectors.joining(",")) + ")";
    private static final String UPDATE = "UPDATE bench.items SET status=?, amount=?, note=?, updated=? WHERE id=?";
    private static final String UPDATE_SOME =
            "UPDATE bench.items SET status=?, amount=?, note=?, updated=? WHERE id BETWEEN ? AND ?";
    private static final String DELETE_SOME = "DELETE FROM bench.items WHERE id BETWEEN ? AND ?";
    private static final String DELETE = "DELETE FROM bench.items WHERE id=?";
    private static final long START_MS = 1_750_000_000_000L;

    private final Random random = new Random(1);
    private long nextId;

    void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS bench CHARACTER SET utf8mb4");
            statement.execute("DROP TABLE IF EXISTS bench.items");
            statement.execute(CREATE);
        }
    }

    /** Transactions of {@code size} changes: half are inserts, 40 % updates, 10 % deletes, each kind one statement. */
    void mixLarge(Connection connection, int changes, int size) throws SQLException {
        connection.setAutoCommit(false);
        var base = nextId;
        try (var insert = connection.prepareStatement(INSERT);
                var update = connection.prepareStatement(UPDATE_SOME);
                var delete = connection.prepareStatement(DELETE_SOME)) {
            for (int done = 0; done < changes; done += size) {
                for (int i = 0; i < size / 2; i++) {
                    fill(insert, nextId++);
                    insert.addBatch();
                }
                insert.executeBatch();
                update.setInt(1, random.nextInt());
                update.setDouble(2, random.nextInt(100_000) / 100.0);
                update.setString(3, "changed with change " + done);
                update.setTimestamp(4, new Timestamp(START_MS + done));
                // of the rows of a transaction the last fifth is deleted at once, the others are there for updates
                var inserted = size / 2;
                between(update, 5, base + (long) inserted * random.nextInt(done / size + 1), size * 2 / 5);
                between(delete, 1, nextId - size / 10, size / 10);
                connection.commit();
            }
        }
        connection.setAutoCommit(true);
    }

    private static void between(PreparedStatement statement, int parameter, long from, int count) throws SQLException {
        statement.setLong(parameter, from);
        statement.setLong(parameter + 1, from + count - 1);
        if (statement.executeUpdate() != count) {
            throw new IllegalStateException("not " + count + " rows from id " + from + " on");
        }
    }

    /** Single-row transactions: half inserts, 40 % updates, 10 % deletes, each of them one row's change. */
    void mixSingle(Connection connection, int changes) throws SQLException {
        connection.setAutoCommit(true);
        var base = nextId;
        try (var insert = connection.prepareStatement(INSERT);
                var update = connection.prepareStatement(UPDATE);
                var delete = connection.prepareStatement(DELETE)) {
            for (int i = 0; i < changes; i++) {
                switch (i % 10) {
                    // the fifth row of ten changes is deleted at once, the others are there for updates
                    case 1, 3, 5, 7 ->
                        update(update, i, i < 10 ? base : base + 5L * random.nextInt(i / 10) + random.nextInt(4));
                    case 9 -> {
                        delete.setLong(1, nextId - 1);
                        delete.executeUpdate();
                    }
                    default -> {
                        fill(insert, nextId++);
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    private void update(PreparedStatement update, int i, long id) throws SQLException {
        update.setInt(1, random.nextInt());
        update.setDouble(2, random.nextInt(100_000) / 100.0);
        update.setString(3, "changed for the " + i + "th time");
        update.setTimestamp(4, new Timestamp(START_MS + i));
        update.setLong(5, id);
        update.executeUpdate();
    }

    /** Inserts one row and gives its id. */
    long insertOne(PreparedStatement insert) throws SQLException {
        var id = nextId++;
        fill(insert, id);
        insert.executeUpdate();
        return id;
    }

    /** The id that was given last; the next ones follow without a gap. */
    long newest() {
        return nextId - 1;
    }

    PreparedStatement insert(Connection connection) throws SQLException {
        return connection.prepareStatement(INSERT);
    }

    private void fill(PreparedStatement row, long id) throws SQLException {
        row.setLong(1, id);
        row.setString(2, "YD" + (7_000_000_000L + id));
        row.setString(3, "收件人" + id);
        row.setString(4, "138" + (10_000_000 + id % 90_000_000));
        row.setString(5, "上海市");
        row.setString(6, "浦东新区张江路" + id % 1000 + "号");
        row.setInt(7, 23_000 + (int) (id % 10));
        row.setInt(8, (int) (id % 2));
        row.setInt(9, (int) (id % 7));
        row.setDouble(10, id % 1000 / 10.0);
        row.setDouble(11, id % 100 / 100.0);
        row.setDouble(12, id % 10_000 / 100.0);
        row.setBoolean(13, id % 2 == 0);
        row.setString(14, "please call before delivery, floor " + id % 30);
        row.setTimestamp(15, new Timestamp(START_MS + id * 1000));
        row.setTimestamp(16, new Timestamp(START_MS + id * 1001));
        row.setTimestamp(17, new Timestamp(START_MS + id * 1000 + 172_800_000L));
        row.setDouble(18, 31.2 + id % 1000 / 1e5);
        row.setDouble(19, 121.5 + id % 1000 / 1e5);
        row.setLong(20, id);
    }
}
