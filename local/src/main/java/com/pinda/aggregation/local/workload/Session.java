package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connection of the services to one database. A statement outside {@link #transaction} is a transaction itself. */
final class Session implements AutoCloseable {

    private static final Pattern TABLE =
            Pattern.compile("^(?:INSERT(?: IGNORE)? INTO|UPDATE|DELETE FROM)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private final String database;
    private final Connection connection;
    private final Counters counters;
    private final Map<String, Prepared> statements = new HashMap<>();
    private final Map<String, Integer> changes = new LinkedHashMap<>();
    private boolean inTransaction;

    Session(DatabaseServer server, String database, Counters counters) throws SQLException {
        this.database = database;
        this.connection = server.open(database);
        this.counters = counters;
    }

    /** Runs one INSERT, UPDATE or DELETE and gives the number of rows that it changed. */
    int update(String sql, @Nullable Object... values) throws SQLException {
        var prepared = prepared(sql);
        bind(prepared.statement(), values);
        int rows = prepared.statement().executeUpdate();
        changed(prepared.table(), rows);
        return rows;
    }

    /** Inserts many rows in one transaction, as one statement. */
    void insertAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var prepared = prepared(sql);
        transaction(() -> {
            for (var values : rows) {
                bind(prepared.statement(), values);
                prepared.statement().addBatch();
            }
            prepared.statement().executeBatch();
            changed(prepared.table(), rows.size());
        });
    }

    /** Runs statements of this session in one transaction; one inside another is part of it. */
    void transaction(Call work) throws SQLException {
        if (inTransaction) {
            work.run();
            return;
        }
        connection.setAutoCommit(false);
        inTransaction = true;
        try {
            work.run();
            connection.commit();
            committed();
        } finally {
            inTransaction = false;
            changes.clear();
            connection.setAutoCommit(true);
        }
    }

    /** Runs DDL, or anything else that is not counted. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Closes the connection; what is not committed is rolled back by the server. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Prepared prepared(String sql) throws SQLException {
        var prepared = statements.get(sql);
        if (prepared == null) {
            var table = TABLE.matcher(sql.strip());
            if (!table.find()) {
                throw new IllegalArgumentException("not a change of rows: " + sql);
            }
            prepared = new Prepared(database + "." + table.group(1), connection.prepareStatement(sql));
            statements.put(sql, prepared);
        }
        return prepared;
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void changed(String table, int rows) {
        if (rows == 0) {
            return;
        }
        changes.merge(table, rows, Integer::sum);
        if (!inTransaction) {
            committed();
        }
    }

    private void committed() {
        if (!changes.isEmpty()) {
            counters.committed(changes);
            changes.clear();
        }
    }

    private record Prepared(String table, PreparedStatement statement) {}
}
