package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database server's address.
 *
 * @param parameters of the JDBC URL, without the question mark
 */
record Server(String host, int port, String parameters) {
    private static final int DEFAULT_PORT = 3306;

    private static final String NO_SUCH_TABLE = "42S02";

    private static final String EMBEDDED =
            "sslMode=DISABLED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true";

    /** A server of the stack itself, on loopback. */
    static Server embedded(int port) {
        return new Server(Site.HOST, port, EMBEDDED);
    }

    /** Reads {@code host}, {@code host:port} or {@code jdbc:mysql://host:port/?parameters}. */
    static Server parse(String url) {
        var rest = url.replaceFirst("^(jdbc:)?(mysql|mariadb)://", "");
        var query = rest.indexOf('?');
        var parameters = query < 0 ? "" : rest.substring(query + 1);
        var authority = (query < 0 ? rest : rest.substring(0, query)).replaceFirst("/.*$", "");
        var colon = authority.lastIndexOf(':');
        var host = colon < 0 ? authority : authority.substring(0, colon);
        var port = colon < 0 ? "" + DEFAULT_PORT : authority.substring(colon + 1);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("not a database's address: " + url);
        }
        return new Server(host, Ports.parse(port), parameters);
    }

    boolean isEmbedded() {
        return parameters.equals(EMBEDDED);
    }

    String jdbcUrl(String database) {
        return "jdbc:mysql://%s:%d/%s%s".formatted(host, port, database, parameters.isEmpty() ? "" : "?" + parameters);
    }

    /** The server as the workload takes it. */
    DatabaseServer as(Account account) {
        return new DatabaseServer(jdbcUrl(""), account.user(), account.password());
    }

    Connection connect(String database, Account account) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), account.user(), account.password());
    }

    /** What keeps the account from connecting, nothing when it can. */
    Optional<String> problem(Account account) {
        try (var connection = connect("", account)) {
            return connection.isValid(5) ? Optional.empty() : Optional.of("no answer");
        } catch (SQLException e) {
            return Optional.of("%s:%d does not let %s in: %s".formatted(host, port, account, reason(e)));
        }
    }

    /** What went wrong, in a line: the driver adds advice and its own doings below. */
    static String reason(SQLException e) {
        var message = e.getMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }

    static boolean isNoSuchTable(SQLException e) {
        return NO_SUCH_TABLE.equals(e.getSQLState());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
