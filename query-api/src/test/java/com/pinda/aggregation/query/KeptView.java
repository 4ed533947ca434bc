package com.pinda.aggregation.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/**
 * A view of the TMS made of its own definition, as the consumer makes it: its table, its rows, and what is told of it.
 */
record KeptView(String name, List<String> key, List<List<String>> indexes, List<String> json, String select) {

    static final List<KeptView> TMS = Stream.of(
                    "agg_waybill",
                    "agg_order",
                    "agg_courier_task",
                    "agg_transport_task",
                    "agg_driver_job",
                    "agg_order_trace",
                    "agg_org_day")
            .map(KeptView::of)
            .toList();

    private static final Pattern COPY = Pattern.compile("\\b(?:FROM|JOIN)\\s+(pd_\\w+)");
    private static final String EXACT = "utf8mb4_nopad_bin";

    static KeptView named(String name) {
        return TMS.stream().filter(view -> view.name().equals(name)).findFirst().orElseThrow();
    }

    /** The statements that make the consumer's own tables of views. */
    static String[] bookkeeping() {
        return resource("/consumer/com/pinda/aggregation/consumer/view/schema.sql")
                .split(";\\s*\n");
    }

    /** The copies that it reads. */
    Collection<String> copies() {
        return COPY.matcher(select)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Makes its table, without rows, and says that it is filled. */
    void create(Connection connection) throws SQLException {
        run(connection, "CREATE TABLE " + name + " DEFAULT CHARSET = utf8mb4 AS " + select + " LIMIT 0");
        var changes = new ArrayList<String>();
        try (var columns = connection.createStatement().executeQuery("SHOW FULL COLUMNS FROM " + name)) {
            while (columns.next()) {
                changes.add(change(columns.getString("Field"), columns.getString("Type")));
            }
        }
        changes.add("ADD COLUMN _refreshed_ms BIGINT NOT NULL DEFAULT 0");
        changes.add("ADD PRIMARY KEY (" + String.join(", ", key) + ")");
        indexes.forEach(index -> changes.add(
                "ADD KEY ix_" + String.join("_", index).hashCode() + " (" + String.join(", ", index) + ")"));
        run(connection, "ALTER TABLE " + name + " " + String.join(", ", changes).replace("ix_-", "ix_"));
        try (var insert = connection.prepareStatement("""
                INSERT INTO _view (view_name, file_name, definition, key_columns, json_columns, copies, origins, select_sql, source_sql, fills_put, filled_ms)
                VALUES (?, '', '', ?, ?, ?, '{}', ?, '', 1, 1000)""")) {
            insert.setString(1, name);
            insert.setString(2, JsonMapper.shared().writeValueAsString(key));
            insert.setString(3, JsonMapper.shared().writeValueAsString(json));
            insert.setString(4, JsonMapper.shared().writeValueAsString(copies()));
            insert.setString(5, select);
            insert.executeUpdate();
        }
    }

    /** Makes its rows of the copies as they are now. */
    void fill(Connection connection) throws SQLException {
        run(connection, "SET SESSION sql_mode = '', group_concat_max_len = 10000000");
        run(connection, "DELETE FROM " + name);
        run(
                connection,
                "INSERT INTO " + name + " SELECT x.*, 1000 FROM (" + select + ") x WHERE "
                        + key.stream()
                                .map(column -> "x." + column + " IS NOT NULL")
                                .collect(Collectors.joining(" AND ")));
    }

    private String change(String column, String type) {
        var text = type.matches("(?i).*(char|text).*");
        var inKey = key.contains(column);
        var exact = inKey || indexes.stream().anyMatch(index -> index.contains(column));
        return "MODIFY COLUMN " + column + " " + type
                + (text ? " CHARACTER SET utf8mb4 COLLATE " + (exact ? EXACT : "utf8mb4_general_ci") : "")
                + (inKey ? " NOT NULL" : " NULL");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static KeptView of(String name) {
        Map<String, Object> definition = new Yaml().load(resource("/consumer/views/tms/" + name + ".yml"));
        return new KeptView(
                name,
                names(definition.get("key")),
                definition.get("indexes") instanceof List<?> lists
                        ? lists.stream().map(KeptView::names).toList()
                        : List.of(),
                names(definition.get("json")),
                String.valueOf(definition.get("select")));
    }

    private static List<String> names(@org.jspecify.annotations.Nullable Object list) {
        return list instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(KeptView.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
