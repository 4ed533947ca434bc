package com.pinda.aggregation.consumer.deadletter;

import com.pinda.aggregation.consumer.deadletter.Cause.Stage;
import com.pinda.aggregation.consumer.deadletter.ParkedRecord.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which parked records are to be published yet; a record that was parked, and applied since, is published too. */
@Component
final class Unpublished {

    private static final String NEXT = """
            SELECT record_offset FROM _parked
            WHERE topic = ? AND partition_id = ? AND record_offset > ? AND published_ms IS NULL
            ORDER BY record_offset
            LIMIT 500
            """;

    private static final String PARTITIONS =
            "SELECT DISTINCT topic, partition_id FROM _parked WHERE published_ms IS NULL";

    private static final String READ = """
            SELECT record_key, record_value, record_headers, record_ts_ms, cause, stage, failed_class,
                   exception_class, stacktrace, source_file, source_pos, source_gtid, source_position
            FROM _parked
            WHERE topic = ? AND partition_id = ? AND record_offset = ?
            """;

    private static final String THIS = " WHERE topic = ? AND partition_id = ? AND record_offset = ?";
    private static final String PUBLISHED = "UPDATE _parked SET published_ms = ?" + THIS;
    private static final String DELETE_RELEASED = "DELETE FROM _parked" + THIS + " AND state = 'released'";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Unpublished(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<TopicPartition> partitions() {
        return jdbc.query(PARTITIONS, (row, i) -> new TopicPartition(row.getString(1), row.getInt(2)));
    }

    /** The offsets of the next of a partition, 500 at most. */
    List<Long> next(TopicPartition partition, long after) {
        return jdbc.queryForList(NEXT, Long.class, partition.topic(), partition.partition(), after);
    }

    /** What is to be published; empty where it is gone. */
    Optional<DeadLetter> read(TopicPartition partition, long offset) {
        return jdbc
                .query(
                        READ,
                        (row, i) -> letter(partition, offset, row),
                        partition.topic(),
                        partition.partition(),
                        offset)
                .stream()
                .findFirst();
    }

    private static DeadLetter letter(TopicPartition partition, long offset, ResultSet row) throws SQLException {
        var exception = row.getString(8);
        return new DeadLetter(
                StoredRecord.of(partition, offset, row.getBytes(1), row.getBytes(2), row.getString(3), row.getLong(4)),
                exception.isEmpty() ? State.BEHIND : State.BAD,
                new Cause(
                        row.getString(5),
                        Stage.valueOf(row.getString(6)),
                        row.getString(7),
                        exception,
                        row.getString(9)),
                new SourcePosition(row.getString(10), number(row, 11), row.getString(12), number(row, 13)));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        var value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    void published(TopicPartition partition, long offset) {
        jdbc.update(PUBLISHED, clock.millis(), partition.topic(), partition.partition(), offset);
        jdbc.update(DELETE_RELEASED, partition.topic(), partition.partition(), offset);
    }
}
