package com.pinda.aggregation.query.freshness;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the consumer's own tables: what it copies, how far it is, how far the capture is. */
@Repository
class Copies {

    private static final String COPIES = """
            SELECT c.copy_name AS name, c.source_table, c.topic, c.first_applied_ms,
                   COALESCE(SUM(p.changes), 0) AS changes,
                   COALESCE(SUM(GREATEST(p.end_offset - p.next_offset, 0)), 0) AS pending,
                   COALESCE(MAX(p.position), -1) AS position,
                   COALESCE(MAX(p.event_ts_ms), 0) AS event_ts_ms,
                   COALESCE(MAX(p.applied_ts_ms), 0) AS applied_ts_ms,
                   MIN(CASE WHEN p.end_offset > p.next_offset THEN p.event_ts_ms END) AS behind_ts_ms
            FROM _copy c LEFT JOIN _copy_progress p ON p.topic = c.topic
            GROUP BY c.copy_name, c.source_table, c.topic, c.first_applied_ms
            ORDER BY c.source_table, c.copy_name
            """;

    private static final String CAPTURES = """
            SELECT destination, position, file, pos, gtid, commit_ts_ms, alive_ts_ms
            FROM _capture ORDER BY destination
            """;

    private static final String PARKED =
            "SELECT topic, COUNT(*) AS records FROM _parked WHERE state IN ('bad', 'behind') GROUP BY topic";

    private final JdbcClient jdbc;

    Copies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every copy that the consumer knows; none before its first start. */
    List<Copy> all() {
        return rows(COPIES, Copy.class);
    }

    /** Every capture that the consumer has heard of; none before its first start. */
    List<Capture> captures() {
        return rows(CAPTURES, Capture.class);
    }

    /** How many records of each topic the consumer has parked; topics of which it has none are left out. */
    Map<String, Long> parked() {
        return rows(PARKED, Parked.class).stream().collect(Collectors.toMap(Parked::topic, Parked::records));
    }

    private record Parked(String topic, long records) {}

    private <T> List<T> rows(String sql, Class<T> type) {
        try {
            return jdbc.sql(sql).query(type).list();
        } catch (BadSqlGrammarException e) {
            if (MissingTable.causes(e)) {
                return List.of();
            }
            throw e;
        }
    }
}
