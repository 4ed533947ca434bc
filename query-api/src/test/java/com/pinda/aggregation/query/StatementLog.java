package com.pinda.aggregation.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the server was asked, by its own log. */
record StatementLog(CopiesDatabase database) {

    /** Begins anew. */
    void clear() {
        database.run(
                "SET GLOBAL log_output = 'TABLE'", "SET GLOBAL general_log = ON", "TRUNCATE TABLE mysql.general_log");
    }

    /** The SELECTs that have this in them, since the log was cleared. */
    List<String> selects(String part) throws SQLException {
        try (var connection = database.connect();
                var query = connection.prepareStatement("""
                        SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log
                        WHERE command_type = 'Query' AND argument LIKE 'SELECT%' AND argument NOT LIKE '%general!_log%' ESCAPE '!'
                          AND LOCATE(?, argument) > 0
                        ORDER BY event_time""")) {
            query.setString(1, part);
            var statements = new ArrayList<String>();
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    statements.add(found.getString(1));
                }
            }
            return statements;
        }
    }
}
