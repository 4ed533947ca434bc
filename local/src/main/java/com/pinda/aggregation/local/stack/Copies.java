package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.compare.ComparedTable;
import com.pinda.aggregation.local.compare.Comparison;
import com.pinda.aggregation.local.compare.TableComparison;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The copies of the tables that this start captures. The consumer's list names those of earlier starts, too. */
final class Copies {
    private static final String NAMES = """
            SELECT source_table, copy_name FROM _copy
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
    private final List<TableName> tables;

    Copies(Databases databases, List<TableName> tables) {
        this.databases = databases;
        this.tables = List.copyOf(tables);
    }

    /** Compares each table with its copy, row by row. */
    List<TableComparison> compare() throws SQLException {
        var comparison = new Comparison(
                databases.source().as(databases.tms()), databases.target().as(databases.reader()), Databases.TARGET);
        var names = names();
        try {
            return comparison.compare(
                    tables.stream().map(table -> compared(table, names)).toList());
        } catch (IllegalArgumentException e) {
            throw new StackFailure(
                    "cannot compare source and copies: %s; create it there, or leave it out of --tables and of tables.txt in the data folder"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static ComparedTable compared(TableName table, Map<String, String> names) {
        var source = table.toString();
        return new ComparedTable(
                source, names.getOrDefault(source, table.name()), EXCLUDED.getOrDefault(source, Set.of()));
    }

    private Map<String, String> names() throws SQLException {
        try (var connection = databases.target().connect(Databases.TARGET, databases.reader());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(NAMES)) {
            var names = new HashMap<String, String>();
            while (rows.next()) {
                names.put(rows.getString(1), rows.getString(2));
            }
            return names;
        }
    }
}
