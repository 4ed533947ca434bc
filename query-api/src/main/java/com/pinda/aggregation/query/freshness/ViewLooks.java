package com.pinda.aggregation.query.freshness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Looks at what leads to a view, all of one moment. */
@Repository
class ViewLooks {

    private static final String VIEW = """
            SELECT v.copies, v.filled_ms IS NOT NULL AS filled, v.fills_put >= v.fills_asked AS told,
                   p.lane, p.partition_id, p.next_offset, p.end_offset
            FROM _view v LEFT JOIN _view_progress p ON p.view_name = v.view_name
            WHERE v.of_view = ? AND v.state = 'live'
            """;

    private static final String COPIES = """
            SELECT c.copy_name, c.first_applied_ms IS NOT NULL AS filled,
                   EXISTS (SELECT 1 FROM _untold u WHERE u.copy_name = c.copy_name) AS untold,
                   p.partition_id, p.end_offset, COALESCE(r.next_offset, 0) AS next_offset
            FROM _copy c
            LEFT JOIN _copy_progress p ON p.topic = c.topic
            LEFT JOIN _resolved r ON r.topic = p.topic AND r.partition_id = p.partition_id
            WHERE c.copy_name IN (:copies)
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Copies copies;

    ViewLooks(JdbcClient jdbc, Copies copies) {
        this.jdbc = jdbc;
        this.copies = copies;
    }

    private record ViewRow(List<String> copies, boolean told, Map<Part, Reach> lanes) {}

    /**
     * Looks, in the present transaction where there is one.
     *
     * @throws NotReadyException where the view's rows were never all there, or one of its copies was never filled
     */
    @Transactional(readOnly = true)
    public ViewLook of(String view) {
        try {
            var row = row(view);
            var progress = new HashMap<Part, Reach>();
            var told = copies(row.copies, progress) && row.told;
            return new ViewLook(new Reached(copies.captures()), told, progress, row.lanes);
        } catch (BadSqlGrammarException e) {
            throw NotReadyException.ifTableMissing(e, List.of(view));
        }
    }

    private ViewRow row(String view) {
        var lanes = new HashMap<Part, Reach>();
        var found = jdbc.sql(VIEW)
                .param(view)
                .query((row, i) -> {
                    var lane = row.getString("lane");
                    if (lane != null) {
                        lanes.put(
                                new Part(lane, row.getInt("partition_id")),
                                new Reach(row.getLong("next_offset"), row.getLong("end_offset")));
                    }
                    return row.getBoolean("filled")
                            ? List.of(new ViewRow(
                                    List.of(JSON.readValue(row.getString("copies"), String[].class)),
                                    row.getBoolean("told"),
                                    lanes))
                            : List.<ViewRow>of();
                })
                .list();
        return found.stream().flatMap(List::stream).findFirst().orElseThrow(() -> new NotReadyException(List.of(view)));
    }

    /** Whether no rows changed of which nobody was told. */
    private boolean copies(List<String> names, Map<Part, Reach> progress) {
        var loading = new ArrayList<>(names);
        var untold = new ArrayList<String>();
        if (!names.isEmpty()) {
            jdbc.sql(COPIES).param("copies", names).query(row -> {
                var name = row.getString("copy_name");
                if (row.getBoolean("filled")) {
                    loading.remove(name);
                }
                if (row.getBoolean("untold")) {
                    untold.add(name);
                }
                var end = row.getLong("end_offset");
                if (!row.wasNull()) {
                    progress.put(
                            new Part(name, row.getInt("partition_id")), new Reach(row.getLong("next_offset"), end));
                }
            });
        }
        if (!loading.isEmpty()) {
            throw new NotReadyException(loading);
        }
        return untold.isEmpty();
    }
}
