package com.pinda.aggregation.local.compare;

import com.pinda.aggregation.local.compare.Difference.Kind;
import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares source tables with their copies: every row, every column that is not excluded, NULL apart from the empty
 * text, text byte by byte. Needs constant memory. Both sides must be at rest, else rows in flight count as mismatches.
 */
public final class Comparison {

    private static final Set<String> SHOWN_WITH_WIDTH = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private static final Set<String> SHOWN_WITH_DECIMALS = Set.of("float", "double");

    private final DatabaseServer source;
    private final DatabaseServer target;
    private final String targetDatabase;

    /**
     * Connects to nothing yet.
     *
     * @param source the server with the source databases
     * @param target the server with the copies, which may be the same
     * @param targetDatabase the database of the copies
     */
    public Comparison(DatabaseServer source, DatabaseServer target, String targetDatabase) {
        this.source = source;
        this.target = target;
        this.targetDatabase = targetDatabase;
    }

    /**
     * Compares the tables one after the other.
     *
     * @throws SQLException if a server fails
     * @throws IllegalArgumentException if a source table does not exist
     */
    public List<TableComparison> compare(List<ComparedTable> tables) throws SQLException {
        var results = new ArrayList<TableComparison>();
        try (var from = open(source, "");
                var to = open(target, targetDatabase)) {
            for (var table : tables) {
                results.add(compare(table, from, to));
            }
        }
        return results;
    }

    private TableComparison compare(ComparedTable table, Connection from, Connection to) throws SQLException {
        var shape = TableShape.read(from, table.sourceDatabase(), table.sourceTable());
        if (!shape.exists()) {
            throw new IllegalArgumentException("there is no table " + table.source());
        }
        if (shape.key().isEmpty()) {
            return new TableComparison(table, 0, 0, 0, List.of(), "left out: it has no primary key");
        }
        var copy = TableShape.read(to, targetDatabase, table.copy());
        if (!copy.exists()) {
            return withoutCopy(table, from);
        }
        if (!copy.types().keySet().containsAll(shape.key())) {
            throw new IllegalArgumentException(
                    "cannot compare " + table.source() + ": the copy lacks a column of the key " + shape.key());
        }
        return new Rows(table, shape, copy).compare(from, to);
    }

    private TableComparison withoutCopy(ComparedTable table, Connection from) throws SQLException {
        try (var statement = from.createStatement();
                var row = statement.executeQuery(
                        "SELECT COUNT(*) FROM " + quoted(table.sourceDatabase()) + "." + quoted(table.sourceTable()))) {
            row.next();
            long rows = row.getLong(1);
            return new TableComparison(table, rows, 0, rows, List.of(), "there is no copy");
        }
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** Text comes as UTF-8 and timestamps as UTC from either side. */
    private static Connection open(DatabaseServer server, String database) throws SQLException {
        var connection = server.open(database);
        try (var statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
        }
        return connection;
    }

    /** The comparison of one table. */
    private static final class Rows {

        private final ComparedTable table;
        private final List<KeyColumn> keys;
        private final List<String> columns = new ArrayList<>();
        private final List<String> values;
        private final Differences differences;

        Rows(ComparedTable table, TableShape shape, TableShape copy) {
            this.table = table;
            this.differences = new Differences(table.source());
            this.keys = shape.key().stream()
                    .map(name -> new KeyColumn(name, shape.type(name)))
                    .toList();
            for (var column : shape.types().keySet()) {
                boolean excluded = table.excludedColumns().contains(column);
                boolean copied = copy.types().containsKey(column);
                if (excluded && copied) {
                    differences.mismatch("", column, Kind.EXCLUDED_COLUMN);
                } else if (!excluded && !copied) {
                    differences.mismatch("", column, Kind.MISSING_COLUMN);
                } else if (copied) {
                    columns.add(column);
                }
            }
            values = columns.stream()
                    .map(column -> value(column, shape.type(column)))
                    .toList();
        }

        /** A number without the width and the decimals that its table has it shown with. */
        private static String value(String column, String type) {
            if (SHOWN_WITH_WIDTH.contains(type)) {
                return quoted(column) + " + 0";
            }
            return SHOWN_WITH_DECIMALS.contains(type) ? quoted(column) + " * 1e0" : quoted(column);
        }

        TableComparison compare(Connection from, Connection to) throws SQLException {
            var source = quoted(table.sourceDatabase()) + "." + quoted(table.sourceTable());
            try (var left = new RowStream(from, source, keys, values);
                    var right = new RowStream(to, quoted(table.copy()), keys, values)) {
                new RowMerge(
                                columns.stream()
                                        .map(column -> Map.entry(column, Equality.BYTES))
                                        .toList(),
                                differences)
                        .merge(left, right);
                return new TableComparison(
                        table, left.count(), right.count(), differences.mismatches(), differences.first(), "");
            }
        }
    }
}
