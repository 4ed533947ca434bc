package com.pinda.aggregation.canal.source;

import com.pinda.aggregation.canal.history.AddedValue;
import com.pinda.aggregation.canal.history.ColumnDefinition;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.pinda.aggregation.canal.history.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The database as a place to ask: opens connections and reads the present table definitions. Thread safe. */
public final class Source {

    // The information schema and not SHOW CREATE TABLE: it needs no parser, whatever the column's attributes are.
    private static final String COLUMNS = """
            SELECT c.table_schema, c.table_name, c.column_name, c.column_type, c.is_nullable,
                   c.column_default, c.extra, c.character_set_name
            FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
              AND %s
            ORDER BY c.table_schema, c.table_name, c.ordinal_position
            """;

    // A NOT NULL unique key is reported as PRI where there is no primary key, so the constraint itself is asked for.
    private static final String KEYS = """
            SELECT c.table_schema, c.table_name, c.column_name
            FROM information_schema.statistics c
            WHERE c.index_name = 'PRIMARY'
              AND %s
            """;

    private static final String USER_TABLES =
            "c.table_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')";

    private final SourceAddress address;

    public Source(SourceAddress address) {
        this.address = address;
    }

    public SourceAddress address() {
        return address;
    }

    /** A connection that is not connected yet. */
    public SourceConnection connection() {
        return new SourceConnection(address);
    }

    /** A connection for queries, in UTF-8; the caller closes it. */
    public SourceConnection open() throws IOException {
        var connection = connection();
        connection.connect();
        connection.update("SET NAMES utf8mb4");
        return connection;
    }

    /** Which server it is now. */
    public ServerVersion version() throws IOException {
        try (var connection = open()) {
            return connection.version();
        }
    }

    /** The present definitions of the tables that a filter wants. */
    public List<TableDefinition> definitions(Predicate<TableName> wanted) throws IOException {
        try (var connection = open()) {
            return definitions(connection, USER_TABLES).stream()
                    .filter(d -> wanted.test(d.table()))
                    .map(d -> d.after(Optional.empty()))
                    .toList();
        }
    }

    /**
     * The present definition of one table; empty where there is no such table.
     *
     * @param earlier what was known of it, to tell which columns were added
     */
    public Optional<TableDefinition> definition(TableName table, Optional<TableDefinition> earlier) throws IOException {
        try (var connection = open()) {
            return definitions(
                            connection,
                            "c.table_schema = " + quoted(table.database()) + " AND c.table_name = "
                                    + quoted(table.table()))
                    .stream()
                    .findFirst()
                    .map(d -> d.after(earlier));
        }
    }

    /** The character set of a database's new tables where they name none; empty where there is no such database. */
    public Optional<String> charset(String database) throws IOException {
        try (var connection = open()) {
            return connection
                    .rows("SELECT default_character_set_name FROM information_schema.schemata WHERE schema_name = "
                            + quoted(database))
                    .stream()
                    .findFirst()
                    .map(row -> SourceConnection.text(row, 0));
        }
    }

    private static List<TableDefinition> definitions(SourceConnection connection, String where) throws IOException {
        var keys = connection.rows(KEYS.formatted(where)).stream()
                .map(Source::column)
                .collect(java.util.stream.Collectors.toSet());
        var columns = new LinkedHashMap<TableName, List<ColumnDefinition>>();
        var mariaDb = connection.version().mariaDb();
        for (var row : connection.rows(COLUMNS.formatted(where))) {
            var column = new ColumnDefinition(
                            SourceConnection.text(row, 2),
                            SourceConnection.text(row, 3),
                            SourceConnection.text(row, 4)
                                    .toUpperCase(Locale.ROOT)
                                    .equals("YES"),
                            keys.contains(column(row)))
                    .in(row.get(7));
            columns.computeIfAbsent(table(row), t -> new ArrayList<>())
                    .add(column.added(AddedValue.shown(row.get(5), SourceConnection.text(row, 6), mariaDb, column)));
        }
        return columns.entrySet().stream()
                .map(e -> new TableDefinition(e.getKey(), e.getValue()))
                .toList();
    }

    private static TableName table(List<@Nullable String> row) {
        return new TableName(SourceConnection.text(row, 0), SourceConnection.text(row, 1));
    }

    private static List<@Nullable String> column(List<@Nullable String> row) {
        return row.subList(0, 3);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
