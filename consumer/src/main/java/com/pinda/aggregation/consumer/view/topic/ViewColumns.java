package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Sensitivity;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads from the database what the columns of a view are, and who may see them. */
final class ViewColumns {

    /** In the names of topics and schemas, the place of a table's database. */
    static final String DATABASE = "view";

    private static final String TYPES = """
            SELECT column_name, column_type FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ?
            """;

    private static final String SENSITIVE = "SELECT copy_name, column_name, sensitivity FROM _sensitive";

    private final JdbcTemplate jdbc;

    ViewColumns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A view's columns as they are now.
     *
     * @throws IllegalArgumentException where its table lacks one, or a type has no representation in the topics
     */
    TableDefinition of(PublishedView view) {
        var types = types(view.table());
        var sensitivities = sensitivities(view);
        var columns = view.columns().stream()
                .map(column -> {
                    var type = types.get(column);
                    if (type == null) {
                        throw new IllegalArgumentException("table " + view.table() + " has no column " + column);
                    }
                    return new ColumnDefinition(
                            column,
                            MySqlType.parse(view.isJson(column) ? "json" : type),
                            view.isKey(column),
                            sensitivities.getOrDefault(column, Sensitivity.NONE));
                })
                .toList();
        return new TableDefinition(new TableId(DATABASE, view.name()), columns);
    }

    private Map<String, String> types(String table) {
        var types = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        jdbc.query(
                TYPES,
                row -> {
                    types.put(row.getString(1), row.getString(2));
                },
                table);
        return types;
    }

    /** The worst of all that a column is made of, also within its JSON. */
    private Map<String, Sensitivity> sensitivities(PublishedView view) {
        var sensitive = new TreeMap<String, Sensitivity>(String.CASE_INSENSITIVE_ORDER);
        jdbc.query(SENSITIVE, row -> {
            sensitive.put(row.getString(1) + "." + row.getString(2), Sensitivity.of(row.getString(3)));
        });
        var worst = new HashMap<String, Sensitivity>();
        view.origins().forEach((path, origins) -> {
            var column = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
            origins.forEach(origin -> worst.merge(
                    column,
                    sensitive.getOrDefault(origin, Sensitivity.NONE),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other));
        });
        return worst;
    }
}
