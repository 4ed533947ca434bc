package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Collations;
import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.copy.SqlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Makes the tables of views: with the columns that their SELECTs give, of the types that the server gives them. */
@Component
final class ViewTable {

    /** When a row was written last. */
    static final String REFRESHED = "_refreshed_ms";

    private static final Logger log = LoggerFactory.getLogger(ViewTable.class);

    private static final String COLUMNS = """
            SELECT column_name, column_type, collation_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ?
            ORDER BY ordinal_position
            """;

    private static final String UNIQUE = """
            SELECT DISTINCT index_name FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = ? AND non_unique = 0 AND index_name <> 'PRIMARY'
            """;

    private static final String THERE = """
            SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
            """;

    private static final String COMMENT = """
            SELECT table_comment FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?
            """;

    private final JdbcTemplate jdbc;
    private final Collations collations;

    ViewTable(JdbcTemplate jdbc, Collations collations) {
        this.jdbc = jdbc;
        this.collations = collations;
    }

    private record Column(
            String name, String type, @Nullable String collation) {}

    /** The copies that a view reads and that are not there yet. */
    Set<String> missing(View view) {
        var missing = new TreeSet<>(view.select().tables());
        missing.removeAll(jdbc.queryForList(THERE, String.class));
        return missing;
    }

    /** Whether a build's table is there. */
    boolean isThere(Build build) {
        return isThere(build.table());
    }

    boolean isThere(String table) {
        return !columns(table).isEmpty();
    }

    /** Whether a table is there and has these columns. */
    boolean hasColumns(String table, List<String> names) {
        return columns(table).stream().map(Column::name).toList().containsAll(names);
    }

    /** Drops a table that readers do not read. */
    void drop(String table) {
        jdbc.execute("DROP TABLE IF EXISTS " + Sql.name(table));
    }

    /** Whether a table was made for a build. */
    boolean isOf(String table, Build build) {
        return jdbc.queryForList(COMMENT, String.class, table).stream()
                .anyMatch(comment -> comment.endsWith(mark(build)));
    }

    private static String mark(Build build) {
        return "[" + build.view().name() + " "
                + Integer.toHexString(build.view().text().hashCode()) + " " + build.begun() + "]";
    }

    /**
     * Makes the table, or checks that it is the view's.
     *
     * @throws UnfitViewException where it is not, or cannot be made
     */
    void fit(Build build) {
        var view = build.view();
        var columns = columns(build.table());
        if (columns.isEmpty()) {
            create(build);
            return;
        }
        var names = columns.stream().map(Column::name).toList();
        if (!names.contains(REFRESHED)) {
            throw new UnfitViewException("there is a table " + build.table() + " that is no view's; rename or drop it");
        }
        var wanted = new ArrayList<>(view.select().columns());
        wanted.add(REFRESHED);
        if (!names.equals(wanted)) {
            throw new UnfitViewException("the table has the columns " + names + ", and the SELECT gives "
                    + view.select().columns() + "; drop the table, it is made anew and filled");
        }
        var unique = jdbc.queryForList(UNIQUE, String.class, build.table());
        if (!unique.isEmpty()) {
            throw new UnfitViewException(
                    "the table has unique indexes that its rows need not keep, drop them: " + unique);
        }
        follow(build, columns);
    }

    /** The types that the SELECT gives now: a copy's column may have become wider. */
    private void follow(Build build, List<Column> columns) {
        var view = build.view();
        var present = columns.stream().collect(Collectors.toMap(Column::name, Column::type));
        var changes = shape(view).stream()
                .filter(column -> !column.type().equals(present.get(column.name())))
                .map(column -> "MODIFY COLUMN " + line(column, view))
                .toList();
        if (!changes.isEmpty()) {
            execute("ALTER TABLE " + Sql.name(build.table()) + " " + String.join(", ", changes));
            log.info("view altered: view={} changes={}", view.name(), changes);
        }
    }

    private List<Column> columns(String table) {
        return jdbc.query(COLUMNS, (row, i) -> new Column(row.getString(1), row.getString(2), row.getString(3)), table);
    }

    private void create(Build build) {
        var view = build.view();
        execute(ddl(build, shape(view)));
        log.info(
                "view created: view={} columns={}",
                view.name(),
                view.select().columns().size());
    }

    /** The columns of a table that the server makes of the SELECT. */
    private List<Column> shape(View view) {
        var shape = "_shape_" + view.name();
        jdbc.execute("DROP TABLE IF EXISTS " + Sql.name(shape));
        execute("CREATE TABLE " + Sql.name(shape) + " AS " + view.select().sql() + " LIMIT 0");
        try {
            return columns(shape);
        } finally {
            jdbc.execute("DROP TABLE IF EXISTS " + Sql.name(shape));
        }
    }

    private void execute(String ddl) {
        jdbc.execute((java.sql.Statement statement) -> {
            statement.setEscapeProcessing(false);
            return statement.execute(ddl);
        });
    }

    private String ddl(Build build, List<Column> columns) {
        var view = build.view();
        var definition = view.definition();
        var lines = columns.stream().map(column -> line(column, view)).collect(Collectors.toCollection(ArrayList::new));
        lines.add(Sql.name(REFRESHED) + " BIGINT NOT NULL COMMENT 'when the row was written last'");
        lines.add("PRIMARY KEY " + names(definition.key()));
        definition.indexes().forEach(index -> lines.add("KEY " + Sql.name(indexName(index)) + " " + names(index)));
        return "CREATE TABLE " + Sql.name(build.table()) + " (\n  " + String.join(",\n  ", lines)
                + "\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COMMENT="
                + quoted((definition.description() + " " + mark(build)).strip());
    }

    private String line(Column column, View view) {
        var key = has(view.definition().key(), column);
        var indexed = view.definition().indexes().stream().anyMatch(index -> has(index, column));
        var long_ = column.type().toLowerCase(Locale.ROOT).matches("(tiny|medium|long)?(text|blob)|json|geometry");
        if (long_ && (key || indexed)) {
            throw new UnfitViewException("column " + column.name() + " is " + column.type()
                    + ", which no key or index of a view takes; CAST it AS CHAR(n)");
        }
        var collation = column.collation() == null || column.type().equals("json")
                ? ""
                : " CHARACTER SET utf8mb4 COLLATE " + (key || indexed ? collations.exact() : collations.ofText());
        var comment = view.definition().columns().get(column.name());
        return Sql.name(column.name()) + " " + column.type() + collation + (key ? " NOT NULL" : " NULL")
                + (comment == null ? "" : " COMMENT " + quoted(comment));
    }

    private static boolean has(List<String> names, Column column) {
        return names.stream().anyMatch(column.name()::equalsIgnoreCase);
    }

    private static String quoted(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SqlText().quoted(bytes, 0, bytes.length).toString();
    }

    private static String names(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String indexName(List<String> columns) {
        var name = "ix_" + String.join("_", columns);
        return name.length() <= 64 ? name : name.substring(0, 50) + "_" + Integer.toHexString(name.hashCode());
    }
}
