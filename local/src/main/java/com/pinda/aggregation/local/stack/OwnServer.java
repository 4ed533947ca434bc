package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A server of the user's own, which the stack does not empty: what a fresh data folder cannot follow is refused. */
record OwnServer(Server server, Account account) {
    private static final TableName LIST_OF_COPIES = new TableName(Databases.TARGET, "_copy");

    private static final String EXISTS = """
            SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?
            """;

    /** Positions of a log that is gone stand in old copies: all changes of another log would count as outdated. */
    void refuseCopies() {
        if (filled(List.of(LIST_OF_COPIES)).isPresent()) {
            throw new StackFailure(("%s on %s holds copies of an earlier start, which a fresh one cannot go on with;"
                            + " drop that database there, or name the data folder it belongs to with --data, without"
                            + " --fresh")
                    .formatted(Databases.TARGET, server));
        }
    }

    /** The capture begins at the end of the log: rows that are there already would never be copied. */
    void refuseRows(List<TableName> tables) {
        filled(tables).ifPresent(table -> {
            throw new StackFailure(("%s on %s holds rows already, which a fresh start does not copy; empty it there,"
                            + " name the data folder it belongs to with --data, without --fresh, or capture only what"
                            + " comes with --no-workload")
                    .formatted(table, server));
        });
    }

    private Optional<TableName> filled(List<TableName> tables) {
        try (var connection = server.connect("", account)) {
            for (var table : tables) {
                if (exists(connection, table) && isFilled(connection, table)) {
                    return Optional.of(table);
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new StackFailure("cannot see what is on %s: %s".formatted(server, Server.reason(e)), e);
        }
    }

    private static boolean exists(Connection connection, TableName table) throws SQLException {
        try (var statement = connection.prepareStatement(EXISTS)) {
            statement.setString(1, table.database());
            statement.setString(2, table.name());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static boolean isFilled(Connection connection, TableName table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT 1 FROM `%s`.`%s` LIMIT 1".formatted(table.database(), table.name()))) {
            return rows.next();
        }
    }
}
