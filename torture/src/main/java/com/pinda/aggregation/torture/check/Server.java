package com.pinda.aggregation.torture.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A MySQL or MariaDB server and an account that may read everything and, on the source, dump the binlog. */
public record Server(String host, int port, String user, String password) {

    /** A new connection in UTC; the caller closes it. */
    Connection connect() throws SQLException {
        var url = "jdbc:mysql://" + host + ":" + port
                + "/?sslMode=PREFERRED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
                + "&forceConnectionTimeZoneToSession=true&zeroDateTimeBehavior=CONVERT_TO_NULL";
        return DriverManager.getConnection(url, user, password);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
