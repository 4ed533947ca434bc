package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The checked tables' columns as the source has them now. */
final class SourceTables {

    private static final String COLUMNS = """
            SELECT column_name, column_type, character_set_name, column_key = 'PRI'
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position
            """;

    /** A key of information_schema's PRI is a unique one where there is no primary key. */
    private static final String HAS_PRIMARY_KEY = """
            SELECT COUNT(*) > 0 FROM information_schema.table_constraints
            WHERE table_schema = ? AND table_name = ? AND constraint_type = 'PRIMARY KEY'
            """;

    private SourceTables() {}

    /** The tables; one that is not there has no columns. */
    static Map<TableId, Table> read(Server source, List<CheckedTable> checked) {
        try (var connection = source.connect()) {
            var tables = new TreeMap<TableId, Table>();
            for (var table : checked) {
                tables.put(table.id(), new Table(table, columns(connection, table)));
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the tables of " + source, e);
        }
    }

    private static List<Column> columns(Connection connection, CheckedTable table) throws SQLException {
        var hasPrimaryKey = hasPrimaryKey(connection, table.id());
        try (var statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.id().database());
            statement.setString(2, table.id().table());
            var columns = new ArrayList<Column>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var name = rows.getString(1);
                    var isKey = table.key().isEmpty()
                            ? hasPrimaryKey && rows.getBoolean(4)
                            : table.key().contains(name);
                    var captured = !table.excluded().contains(name.toLowerCase(Locale.ROOT));
                    columns.add(
                            new Column(name, MySqlType.parse(rows.getString(2)), rows.getString(3), isKey, captured));
                }
            }
            return columns;
        }
    }

    private static boolean hasPrimaryKey(Connection connection, TableId table) throws SQLException {
        try (var statement = connection.prepareStatement(HAS_PRIMARY_KEY)) {
            statement.setString(1, table.database());
            statement.setString(2, table.table());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
