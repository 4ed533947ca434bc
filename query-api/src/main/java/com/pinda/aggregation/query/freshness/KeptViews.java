package com.pinda.aggregation.query.freshness;

import java.util.List;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the consumer keeps of its views. */
@Repository
public class KeptViews {

    private static final String VIEWS = """
            SELECT v.of_view AS view_name, v.copies, v.filled_ms IS NOT NULL AS filled,
                   COALESCE(SUM(GREATEST(p.end_offset - p.next_offset, 0)), 0) AS pending,
                   (SELECT COUNT(*) FROM _view_parked k WHERE k.view_name = v.view_name) AS parked,
                   COALESCE(MAX(p.refreshed_ms), 0) AS refreshed_ms
            FROM _view v LEFT JOIN _view_progress p ON p.view_name = v.view_name
            WHERE v.state = 'live'
            GROUP BY v.view_name, v.of_view, v.copies, v.filled_ms
            ORDER BY v.of_view
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    KeptViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every view that the consumer keeps; none where it never kept any. */
    public List<KeptView> all() {
        try {
            return jdbc.sql(VIEWS)
                    .query((row, i) -> new KeptView(
                            row.getString("view_name"),
                            List.of(JSON.readValue(row.getString("copies"), String[].class)),
                            row.getBoolean("filled"),
                            row.getLong("pending"),
                            row.getLong("parked"),
                            row.getLong("refreshed_ms")))
                    .list();
        } catch (BadSqlGrammarException e) {
            if (MissingTable.causes(e)) {
                return List.of();
            }
            throw e;
        }
    }
}
