package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The binary log of a source that is not the stack's own. */
final class SourceLog {
    private SourceLog() {}

    /** Its end now, as {@code file:offset}. */
    static String end(Server server, Account account) {
        try (var connection = server.connect("", account)) {
            return end(connection);
        } catch (SQLException e) {
            throw new StackFailure("cannot read the state of the log of %s: %s".formatted(server, Server.reason(e)), e);
        }
    }

    private static String end(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question(connection))) {
            return position(rows);
        }
    }

    /** MySQL 8.4 took the old words away; MariaDB and older servers don't know the new ones. */
    private static String question(Connection connection) throws SQLException {
        var server = connection.getMetaData();
        var isNew = server.getDatabaseMajorVersion() > 8
                || (server.getDatabaseMajorVersion() == 8 && server.getDatabaseMinorVersion() >= 2);
        return isNew && !server.getDatabaseProductVersion().contains("MariaDB")
                ? "SHOW BINARY LOG STATUS"
                : "SHOW MASTER STATUS";
    }

    private static String position(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            throw new SQLException("it writes no binary log (log_bin)");
        }
        return rows.getString(1) + ":" + rows.getLong(2);
    }
}
