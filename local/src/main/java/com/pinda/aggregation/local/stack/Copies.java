package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.compare.ComparedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The copies that the consumer keeps, by its own list. */
final class Copies {
    private static final String LIST = """
            SELECT source_table, copy_name FROM _copy ORDER BY source_table
            """;

    /** What the producer's TMS settings leave at the source. */
    private static final Map<String, Set<String>> EXCLUDED = Map.of(
            "pd_auth.pd_auth_user",
            Set.of(
                    "password",
                    "password_error_last_time",
                    "password_error_num",
                    "password_expire_time",
                    "last_login_time"));

    private final Databases databases;

    Copies(Databases databases) {
        this.databases = databases;
    }

    List<ComparedTable> compared() throws SQLException {
        try (var connection = databases.target().connect(Databases.TARGET, databases.reader());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(LIST)) {
            var tables = new ArrayList<ComparedTable>();
            while (rows.next()) {
                var source = rows.getString(1);
                tables.add(new ComparedTable(source, rows.getString(2), EXCLUDED.getOrDefault(source, Set.of())));
            }
            return tables;
        }
    }
}
