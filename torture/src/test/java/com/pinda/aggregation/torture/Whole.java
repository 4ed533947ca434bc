package com.pinda.aggregation.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.torture.rig.Rig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the copies are as the source is. */
final class Whole {

    private Whole() {}

    static void check(Rig rig) throws SQLException {
        for (var table : rig.tables()) {
            var name = table.substring(table.indexOf('.') + 1);
            try (var source = rig.source().connect("");
                    var target = rig.target().connect(Rig.TARGET)) {
                if (exists(source, table)) {
                    assertThat(rows(target, name, 1)).as(table).isEqualTo(rows(source, table, 0));
                }
            }
        }
    }

    private static boolean exists(Connection source, String table) throws SQLException {
        try (var statement = source.createStatement();
                var rows = statement.executeQuery(
                        "SELECT 1 FROM information_schema.tables WHERE CONCAT(table_schema, '.', table_name) = '"
                                + table + "'")) {
            return rows.next();
        }
    }

    private static List<String> rows(Connection database, String table, int columnsLeftOut) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table)) {
            var columns = rows.getMetaData().getColumnCount() - columnsLeftOut;
            while (rows.next()) {
                var row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(rows.getString(column)).append('|');
                }
                found.add(row.toString());
            }
        }
        found.sort(null);
        return found;
    }
}
