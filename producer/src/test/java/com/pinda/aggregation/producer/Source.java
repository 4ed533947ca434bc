package com.pinda.aggregation.producer;

import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.MySql;
import com.pinda.aggregation.testkit.MySqlProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source database with a database {@code shop}, and the canal server that reads it. Not closeable: JUnit would close
 * it after the first test that takes it.
 */
final class Source {

    private interface Connector {
        Connection connect(String database) throws SQLException;
    }

    private final String name;
    private final boolean mariaDb;
    private final Runnable stop;
    private final Connector connector;
    private final Canal canal;

    private Source(String name, boolean mariaDb, Runnable stop, int port, Connector connector, Path folder) {
        this.name = name;
        this.mariaDb = mariaDb;
        this.stop = stop;
        this.connector = connector;
        execute("CREATE DATABASE shop");
        canal = Canal.start(port, folderOf(folder, name), "shop\\..*");
    }

    private static Path folderOf(Path folder, String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Source mariaDb(String name, Path folder) {
        var server = Database.start();
        return new Source(name, true, server::close, server.port(), server::connect, folder);
    }

    static Source mySql(String name, Path folder, String... options) {
        var server = MySql.start(options);
        return new Source(name, false, server::close, server.port(), server::connect, folder);
    }

    /** All that this machine has: {@code mariadb} and {@code mysql}. */
    static List<Source> all(Path folder) {
        var sources = new ArrayList<Source>();
        sources.add(mariaDb("mariadb", folder));
        if (MySqlProgram.missing().isEmpty()) {
            sources.add(mySql("mysql", folder));
        }
        return sources;
    }

    /** The prefix of its topics. */
    String name() {
        return name;
    }

    Canal canal() {
        return canal;
    }

    boolean isMariaDb() {
        return mariaDb;
    }

    /** Runs statements one after the other on one connection, each in a transaction of its own. */
    void execute(String... statements) {
        run(true, statements);
    }

    /** Runs statements as one transaction. */
    void transaction(String... statements) {
        run(false, statements);
    }

    private void run(boolean autoCommit, String... statements) {
        try (var connection = connector.connect("");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(autoCommit);
            for (var sql : statements) {
                statement.execute(sql);
            }
            if (!autoCommit) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + List.of(statements) + ": " + e.getMessage(), e);
        }
    }

    /** The rows of a query, each as a list of texts. */
    List<List<@Nullable String>> query(String sql) {
        try (var connection = connector.connect("shop");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<List<@Nullable String>>();
            while (rows.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + sql, e);
        }
    }

    /** Stops both. */
    void end() {
        canal.close();
        stop.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
