package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Foreign keys that change rows of captured tables by themselves, in a source that does not log such changes. */
final class Cascades {

    private static final String CASCADES = """
            SELECT DISTINCT constraint_schema, table_name
            FROM information_schema.referential_constraints
            WHERE delete_rule IN ('CASCADE', 'SET NULL') OR update_rule IN ('CASCADE', 'SET NULL')
            ORDER BY 1, 2
            """;

    private final SourceConnection connection;

    Cascades(SourceConnection connection) {
        this.connection = connection;
    }

    Check check(Predicate<TableName> captured) throws IOException {
        if (connection.version().isMysqlFrom(9, 7)) {
            return Check.ok("foreign keys", "the source logs what they change");
        }
        var tables = connection.rows(CASCADES).stream()
                .map(row -> new TableName(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
                .filter(captured)
                .map(TableName::toString)
                .collect(Collectors.joining(", "));
        return tables.isEmpty()
                ? Check.ok("foreign keys", "none changes captured rows")
                : Check.unknown(
                        "foreign keys",
                        "CASCADE or SET NULL in " + tables + ": what they change is not in the binlog",
                        "change the rows by statements of their own, or leave these tables out with canal.filter");
    }
}
