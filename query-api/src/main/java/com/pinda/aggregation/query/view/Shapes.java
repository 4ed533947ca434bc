package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.freshness.MissingTable;
import com.pinda.aggregation.query.freshness.NotReadyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Knows the columns of the views, and looks again now and then: a view may be made anew of another definition. */
@Repository
class Shapes {

    private static final String KEPT =
            "SELECT key_columns, json_columns FROM _view WHERE of_view = ? AND state = 'live'";

    /** What begins with an underscore is the consumer's own. */
    private static final String COLUMNS = """
            SELECT column_name AS name, data_type AS type FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ? AND column_name NOT LIKE '!_%' ESCAPE '!'
            ORDER BY ordinal_position
            """;

    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Shapes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Known(Shape shape, Instant until) {}

    private record Kept(String keyColumns, String jsonColumns) {}

    private record Found(String name, String type) {}

    /**
     * The columns that the view has.
     *
     * @throws NotReadyException where it is not there
     */
    Shape of(String view) {
        var before = known.get(view);
        if (before != null && clock.instant().isBefore(before.until())) {
            return before.shape();
        }
        var shape = look(view);
        known.put(view, new Known(shape, clock.instant().plus(KNOWN_FOR)));
        return shape;
    }

    /** The view has other columns than it had. */
    void forget(String view) {
        known.remove(view);
    }

    private Shape look(String view) {
        try {
            var kept = jdbc.sql(KEPT).param(view).query(Kept.class).optional();
            var columns = jdbc.sql(COLUMNS).param(view).query(Found.class).list();
            if (kept.isEmpty() || columns.isEmpty()) {
                throw new NotReadyException(List.of(view));
            }
            var json = names(kept.get().jsonColumns());
            return new Shape(
                    view,
                    names(kept.get().keyColumns()),
                    columns.stream()
                            .map(column -> new Column(column.name(), type(column, json)))
                            .toList());
        } catch (BadSqlGrammarException e) {
            if (MissingTable.causes(e)) {
                throw new NotReadyException(List.of(view));
            }
            throw e;
        }
    }

    private static List<String> names(String json) {
        return Arrays.asList(JSON.readValue(json, String[].class));
    }

    private static Column.Type type(Found column, List<String> json) {
        if (json.contains(column.name())) {
            return Column.Type.JSON;
        }
        if (Names.isId(column.name())) {
            return Column.Type.TEXT;
        }
        return switch (column.type().toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "year" ->
                Column.Type.NUMBER;
            case "bit" -> Column.Type.BOOLEAN;
            case "datetime", "timestamp" -> Column.Type.TIME;
            case "date" -> Column.Type.DAY;
            case "json" -> Column.Type.JSON;
            default -> Column.Type.TEXT;
        };
    }
}
