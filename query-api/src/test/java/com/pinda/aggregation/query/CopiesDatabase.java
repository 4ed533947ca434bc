package com.pinda.aggregation.query;

import com.pinda.aggregation.testkit.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.test.context.DynamicPropertyRegistry;

/** A real server with a database {@code pd_aggregation}, as the consumer leaves it. */
final class CopiesDatabase implements AutoCloseable {

    static final List<String> PAGE_TABLES = List.of(
            "pd_driver_job",
            "pd_task_pickup_dispatch",
            "pd_transport_order",
            "pd_task_transport",
            "pd_order",
            "pd_auth_user");

    private static final String NAME = "pd_aggregation";

    private final Database server;

    private CopiesDatabase(Database server) {
        this.server = server;
    }

    /** With an empty database: the consumer was never started. */
    static CopiesDatabase empty() {
        var database = new CopiesDatabase(Database.start());
        database.server.execute("CREATE DATABASE " + NAME + " DEFAULT CHARSET = utf8mb4");
        return database;
    }

    /** With the tables, in which nothing is. */
    static CopiesDatabase withTables() {
        var database = empty();
        database.run(resource("/copies.sql").split(";\\s*\n"));
        return database;
    }

    /** With the tables, said to be filled and as fresh as a second ago. */
    static CopiesDatabase filled() {
        var database = withTables();
        PAGE_TABLES.forEach(database::markFilled);
        database.capturedAt(System.currentTimeMillis() - 1000);
        return database;
    }

    /** The same with the views of the TMS, whose rows are not made yet, and every copy that they read filled. */
    static CopiesDatabase withViews() {
        var database = filled();
        KeptView.TMS.stream()
                .flatMap(view -> view.copies().stream())
                .distinct()
                .filter(copy -> !PAGE_TABLES.contains(copy))
                .forEach(database::markFilled);
        database.run(KeptView.bookkeeping());
        try (var connection = database.connect()) {
            for (var view : KeptView.TMS) {
                view.create(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the views", e);
        }
        return database;
    }

    /** Makes the rows of all views of the copies as they are now. */
    void fillViews() {
        try (var connection = connect()) {
            for (var view : KeptView.TMS) {
                view.fill(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot fill the views", e);
        }
    }

    void properties(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> server.url(NAME));
        registry.add("spring.datasource.username", () -> Database.USER);
        registry.add("spring.datasource.password", () -> Database.PASSWORD);
        registry.add("query.expected-tables", () -> String.join(",", PAGE_TABLES));
        registry.add("query.access.open-roles", () -> "reader,personal-data-reader");
    }

    /** Notes which columns of the copies not everybody may see, as the consumer does. */
    void sensitive(String... rows) {
        run("CREATE TABLE IF NOT EXISTS _sensitive (copy_name VARCHAR(64) NOT NULL, column_name VARCHAR(64) NOT NULL,"
                + " sensitivity VARCHAR(8) NOT NULL, PRIMARY KEY (copy_name, column_name))");
        run(Stream.of(rows)
                .map("REPLACE INTO _sensitive VALUES (%s)"::formatted)
                .toArray(String[]::new));
    }

    void markFilled(String table) {
        run("INSERT INTO _copy VALUES ('%1$s', 'src.%1$s', 'tms.src.%1$s', 1000, -1)".formatted(table));
    }

    void capturedAt(long aliveMs) {
        run("REPLACE INTO _capture VALUES ('tms', 30064772305, 'mysql-bin.000007', 1233, NULL, %1$d, %1$d)"
                .formatted(aliveMs));
    }

    /** Makes the consumer's own tables for views, as the consumer does. */
    void makeViewTables() {
        run(KeptView.bookkeeping());
    }

    void run(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + List.of(statements), e);
        }
    }

    Connection connect() throws SQLException {
        return server.connect(NAME);
    }

    void stop() {
        server.stop();
    }

    void resume() {
        server.resume();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String resource(String name) {
        try (var in = CopiesDatabase.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
