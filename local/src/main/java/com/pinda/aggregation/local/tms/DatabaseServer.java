package com.pinda.aggregation.local.tms;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A MySQL or MariaDB server and an account on it.
 *
 * @param url {@code jdbc:mysql://host:port}; a database in it is ignored, parameters are kept
 * @param user the account
 * @param password its password, empty for none; never shown by {@link #toString()}
 */
public record DatabaseServer(String url, String user, String password) {

    private static final String SCHEME = "jdbc:mysql://";

    /** Used where the address does not say otherwise: rows really changed are counted, batches become one statement. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "rewriteBatchedStatements", "true",
            "useServerPrepStmts", "false",
            "cachePrepStmts", "true",
            "useAffectedRows", "true",
            "characterEncoding", "UTF-8",
            "tcpNoDelay", "true");

    /** Checks the address. */
    public DatabaseServer {
        if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
            throw new IllegalArgumentException("not a JDBC address of MySQL (jdbc:mysql://host:port): " + url);
        }
    }

    /** A new connection with the given current database, or with none where it is empty; the caller closes it. */
    public Connection open(String database) throws SQLException {
        return open(database, Map.of());
    }

    /** A new connection with settings of the driver that go before all others; the caller closes it. */
    public Connection open(String database, Map<String, String> driverSettings) throws SQLException {
        return DriverManager.getConnection(address(database, driverSettings), user, password);
    }

    @Override
    public String toString() {
        return user + "@" + hosts();
    }

    private String address(String database, Map<String, String> driverSettings) {
        var settings = new TreeMap<>(DEFAULTS);
        settings.putAll(parameters());
        settings.putAll(driverSettings);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("&", SCHEME + hosts() + "/" + database + "?", ""));
    }

    private String hosts() {
        return url.substring(SCHEME.length()).split("[/?]", 2)[0];
    }

    private Map<String, String> parameters() {
        var given = new TreeMap<String, String>();
        var start = url.indexOf('?');
        if (start < 0) {
            return given;
        }
        for (var parameter : url.substring(start + 1).split("&", -1)) {
            var parts = parameter.split("=", 2);
            if (parts.length == 2) {
                given.put(parts[0], parts[1]);
            }
        }
        return given;
    }
}
