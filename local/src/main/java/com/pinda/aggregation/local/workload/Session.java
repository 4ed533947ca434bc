package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connection of the services to one database. A statement by itself is a transaction. */
final class Session implements AutoCloseable {

    private static final Pattern TABLE =
            Pattern.compile("^(?:INSERT(?: IGNORE)? INTO|UPDATE|DELETE FROM)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private final String database;
    private final Connection connection;
    private final Counters counters;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, Integer> changes = new LinkedHashMap<>();
    private @Nullable List<Update> together;
    private boolean inTransaction;

    Session(DatabaseServer server, String database, Counters counters) throws SQLException {
        this.database = database;
        this.connection = server.open(database, Map.of("allowMultiQueries", "true"));
        this.counters = counters;
    }

    /** Runs one INSERT, UPDATE or DELETE. */
    void update(String sql, @Nullable Object... values) throws SQLException {
        var update = new Update(sql, values);
        if (together != null) {
            together.add(update);
            return;
        }
        var statement = prepared(sql);
        bind(statement, 0, values);
        changed(table(sql), statement.executeUpdate());
        if (!inTransaction) {
            committed();
        }
    }

    /** Runs the updates in one transaction that goes to the server as one message. */
    void together(Call updates) throws SQLException {
        var list = new ArrayList<Update>();
        together = list;
        try {
            updates.run();
        } finally {
            together = null;
        }
        send(list);
    }

    /** Inserts many rows as one statement. */
    void insertAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var statement = prepared(sql);
        for (var values : rows) {
            bind(statement, 0, values);
            statement.addBatch();
        }
        statement.executeBatch();
        changed(table(sql), rows.size());
        if (!inTransaction) {
            committed();
        }
    }

    /** Runs statements of this session in one transaction, one after the other. */
    void transaction(Call work) throws SQLException {
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

    private void send(List<Update> updates) throws SQLException {
        var sql = updates.stream()
                .map(update -> update.sql().strip())
                .collect(Collectors.joining(";", "BEGIN;", ";COMMIT"));
        var statement = prepared(sql);
        int bound = 0;
        for (var update : updates) {
            bind(statement, bound, update.values());
            bound += update.values().length;
        }
        statement.execute();
        for (var update : updates) {
            statement.getMoreResults();
            changed(table(update.sql()), statement.getUpdateCount());
        }
        statement.getMoreResults();
        committed();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private String table(String sql) {
        return tables.computeIfAbsent(sql, key -> {
            var table = TABLE.matcher(key.strip());
            if (!table.find()) {
                throw new IllegalArgumentException("not a change of rows: " + key);
            }
            return database + "." + table.group(1);
        });
    }

    private static void bind(PreparedStatement statement, int from, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(from + i + 1, values[i]);
        }
    }

    private void changed(String table, int rows) {
        if (rows > 0) {
            changes.merge(table, rows, Integer::sum);
        }
    }

    private void committed() {
        if (!changes.isEmpty()) {
            counters.committed(changes);
            changes.clear();
        }
    }

    /** One statement and its values. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Update(String sql, @Nullable Object[] values) {}
}
