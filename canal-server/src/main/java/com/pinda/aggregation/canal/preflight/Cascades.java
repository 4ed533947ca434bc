package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Foreign keys that change rows of captured tables by themselves, in a source that does not log such changes. */
final class Cascades {

    private static final String TABLES = """
            SELECT table_schema, table_name FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' ORDER BY 1, 2
            """;

    /** On a line of its own in what SHOW CREATE TABLE gives; a line break in a comment is written as \\n there. */
    private static final Pattern CASCADE =
            Pattern.compile("(?m)^ *CONSTRAINT .* FOREIGN KEY .* ON (DELETE|UPDATE) (CASCADE|SET NULL)");

    private final SourceConnection connection;

    Cascades(SourceConnection connection) {
        this.connection = connection;
    }

    Check check(Predicate<TableName> captured) throws IOException {
        if (connection.version().isMysqlFrom(9, 7)) {
            return Check.ok("foreign keys", "the source logs what they change");
        }
        var tables = new ArrayList<String>();
        for (var row : connection.rows(TABLES)) {
            var table = new TableName(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
            if (captured.test(table) && cascades(table)) {
                tables.add(table.toString());
            }
        }
        return tables.isEmpty()
                ? Check.ok("foreign keys", "none changes captured rows")
                : Check.unknown(
                        "foreign keys",
                        "CASCADE or SET NULL in " + String.join(", ", tables)
                                + ": what they change is not in the binlog",
                        "change the rows by statements of their own, or leave these tables out with canal.filter");
    }

    /** By its own definition: information_schema shows constraints only to accounts that may do more than read. */
    private boolean cascades(TableName table) throws IOException {
        var definition = connection.rows("SHOW CREATE TABLE " + quoted(table.database()) + "." + quoted(table.table()));
        return CASCADE.matcher(String.valueOf(definition.get(0).get(1))).find();
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
