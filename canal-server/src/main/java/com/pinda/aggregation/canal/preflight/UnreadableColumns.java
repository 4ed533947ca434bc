package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.rows.Charsets;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Columns whose values canal cannot decode: it stops at some types for ever, and garbles others. */
final class UnreadableColumns {

    private static final String COLUMNS = """
            SELECT c.table_schema, c.table_name, c.column_name, LOWER(c.data_type), c.column_type,
                   LOWER(c.character_set_name), t.table_type
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE c.table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')
              AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
              AND (LOWER(c.data_type) IN ('vector', 'uuid', 'inet4', 'inet6')
                   OR c.column_type LIKE '%COMPRESSED%'
                   OR t.table_type = 'SYSTEM VERSIONED'
                   OR c.table_name LIKE '%`%' OR c.column_name LIKE '%`%'
                   OR c.character_set_name NOT LIKE 'utf8%')
            ORDER BY 1, 2, c.ordinal_position
            """;

    private static final int MOST_NAMED = 20;

    private final SourceConnection connection;

    UnreadableColumns(SourceConnection connection) {
        this.connection = connection;
    }

    Check check(Predicate<TableName> captured) throws IOException {
        var found = new ArrayList<String>();
        for (var row : connection.rows(COLUMNS)) {
            var table = new TableName(text(row, 0), text(row, 1));
            fault(row, captured.test(table)).ifPresent(f -> found.add(table + "." + text(row, 2) + " is " + f));
        }
        var named = String.join(", ", found.subList(0, Math.min(found.size(), MOST_NAMED)))
                + (found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "");
        return Check.that(
                "column types",
                found.isEmpty(),
                found.isEmpty() ? "all can be decoded" : named,
                "change the columns, or leave their tables out with canal.filter"
                        + " (a VECTOR column stops the stream in any table: drop it)");
    }

    private static Optional<String> fault(List<@Nullable String> row, boolean captured) {
        var type = text(row, 3);
        if (type.equals("vector")) {
            return Optional.of("VECTOR");
        }
        if (!captured) {
            return Optional.empty();
        }
        if (text(row, 6).equals("SYSTEM VERSIONED")) {
            return Optional.of("in a table WITH SYSTEM VERSIONING");
        }
        if (text(row, 4).toUpperCase(Locale.ROOT).contains("COMPRESSED")) {
            return Optional.of("COMPRESSED");
        }
        if (Set.of("uuid", "inet4", "inet6").contains(type)) {
            return Optional.of(type.toUpperCase(Locale.ROOT));
        }
        var charset = text(row, 5);
        if (!charset.isEmpty() && !Charsets.isReadable(charset)) {
            return Optional.of("in character set " + charset);
        }
        return text(row, 1).contains("`") || text(row, 2).contains("`")
                ? Optional.of("named with a backtick")
                : Optional.empty();
    }

    private static String text(List<@Nullable String> row, int column) {
        var value = row.get(column);
        return value == null ? "" : value;
    }
}
