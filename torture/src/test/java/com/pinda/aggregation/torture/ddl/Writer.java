package com.pinda.aggregation.torture.ddl;

import com.pinda.aggregation.testkit.SqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A session that inserts, updates and deletes rows of tables without a pause. It uses the columns {@code id} and
 * {@code n}, which every table keeps; a statement that finds its table gone for the moment is passed over.
 */
final class Writer implements AutoCloseable {

    private static final int IDS = 200;

    private final SqlServer server;
    private final String database;
    private final List<String> tables;
    private final Random random;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock(true);
    private final Thread thread;

    Writer(SqlServer server, String database, List<String> tables, long seed) {
        this.server = server;
        this.database = database;
        this.tables = List.copyOf(tables);
        random = new Random(seed);
        thread = new Thread(this::run, "writer");
        thread.start();
    }

    private void run() {
        try (var connection = server.connect(database)) {
            while (!ended.get()) {
                writing.readLock().lock();
                try {
                    write(connection, tables.get(random.nextInt(tables.size())));
                } finally {
                    writing.readLock().unlock();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the writer's session", e);
        }
    }

    private void write(Connection connection, String table) throws SQLException {
        var id = 1 + random.nextInt(IDS);
        var sql = switch (random.nextInt(4)) {
            case 0 -> "DELETE FROM " + table + " WHERE id = " + id;
            case 1 -> "UPDATE " + table + " SET n = n + 1 WHERE id = " + id;
            default ->
                "INSERT INTO " + table + " (id, n) VALUES (" + id + ", 1), (" + (id + IDS)
                        + ", 2) ON DUPLICATE KEY UPDATE n = n + 10";
        };
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            written.incrementAndGet();
        } catch (SQLException e) {
            if (!connection.isValid(1)) {
                throw e;
            }
        }
    }

    /** How many statements it has run. */
    int written() {
        return written.get();
    }

    /** Does something while no statement of the writer runs. */
    void holding(Runnable action) {
        writing.writeLock().lock();
        try {
            action.run();
        } finally {
            writing.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        ended.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
