package com.pinda.aggregation.consumer.view;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.stereotype.Component;

/** Has one consumer at a time make, swap and drop tables of views. The server releases it where a consumer dies. */
@Component
final class NamedLock {

    /** Locks are the server's, not the database's, and have names of 64 characters at most. */
    private static final String NAME = "SHA2(CONCAT(DATABASE(), '.views'), 256)";

    private static final String GET = "SELECT GET_LOCK(" + NAME + ", 5)";
    private static final String RELEASE = "SELECT RELEASE_LOCK(" + NAME + ")";

    private final DataSource database;

    NamedLock(DataSource database) {
        this.database = database;
    }

    /** What is done while nobody else does; false where another consumer is at it for long. */
    boolean with(Runnable action) {
        try (var connection = database.getConnection()) {
            if (!"1".equals(asked(connection, GET))) {
                return false;
            }
            try {
                action.run();
            } finally {
                asked(connection, RELEASE);
            }
            return true;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no lock of views", e);
        }
    }

    private static String asked(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(JdbcUtils.getResultSetValue(rows, 1, String.class)) : "";
        }
    }
}
