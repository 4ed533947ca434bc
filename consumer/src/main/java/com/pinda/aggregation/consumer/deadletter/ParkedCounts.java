package com.pinda.aggregation.consumer.deadletter;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How much of each topic is parked. */
@Component
final class ParkedCounts {

    private static final String COUNTS = """
            SELECT topic, COUNT(*), MIN(parked_ms), SUM(published_ms IS NULL)
            FROM _parked
            WHERE state IN ('bad', 'behind')
            GROUP BY topic
            ORDER BY topic
            """;

    private static final String FIRST = """
            SELECT CONCAT(topic, '-', partition_id, '@', record_offset, ': ', cause)
            FROM _parked
            WHERE topic = ? AND state = 'bad'
            ORDER BY parked_ms, partition_id, record_offset
            LIMIT 1
            """;

    private final JdbcTemplate jdbc;

    ParkedCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The parked records of a topic.
     *
     * @param oldest when the first of them was parked
     * @param unpublished how many of them are not in the dead letter topic yet
     */
    record Count(String topic, long records, Instant oldest, long unpublished) {}

    /** A count of each topic of which something is parked. */
    List<Count> all() {
        return jdbc.query(
                COUNTS,
                (row, i) -> new Count(
                        row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)), row.getLong(4)));
    }

    /** The place and the cause of the record of a topic that was parked first. */
    String first(String topic) {
        return jdbc.queryForList(FIRST, String.class, topic).stream()
                .findFirst()
                .orElse("");
    }
}
