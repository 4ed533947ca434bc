package com.pinda.aggregation.consumer.deadletter;

import com.pinda.aggregation.consumer.deadletter.ParkedRecord.State;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The table {@code _parked}. What is parked of a partition changes only in a transaction that has locked the
 * partition's progress, in which the rows are written too; so a record is applied, or parked, and never both.
 */
@Component
public class ParkedRecords {

    private static final String QUEUED = "state IN ('bad', 'behind')";

    private static final String ADD = """
            INSERT INTO _parked
              (topic, partition_id, record_offset, state, key_hash, record_key, record_value, record_headers,
               record_bytes, record_ts_ms, source_file, source_pos, source_gtid, source_position, cause, stage, failed_class,
               exception_class, stacktrace, parked_ms, tried_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE state = IF(state = 'released', VALUES(state), state)
            """;

    private static final String KEYS =
            "SELECT DISTINCT topic, partition_id, key_hash FROM _parked WHERE topic IN (%s) AND " + QUEUED;

    private static final String COUNT = "SELECT COUNT(*) FROM _parked WHERE topic = ? AND " + QUEUED;

    private static final String PARTITIONS = "SELECT DISTINCT topic, partition_id FROM _parked WHERE " + QUEUED;

    private static final String PAGE = """
            SELECT record_offset, key_hash, state = 'bad', dropped_because, record_bytes
            FROM _parked
            WHERE topic = ? AND partition_id = ? AND record_offset > ? AND state IN ('bad', 'behind')
            ORDER BY record_offset
            LIMIT 500
            """;

    private static final String OF_PARTITION = " WHERE topic = ? AND partition_id = ? AND record_offset IN (%s)";

    private static final String READ =
            "SELECT record_offset, record_key, record_value, record_headers, record_ts_ms FROM _parked" + OF_PARTITION
                    + " ORDER BY record_offset";

    private static final String COUNT_QUEUED = "SELECT COUNT(*) FROM _parked" + OF_PARTITION + " AND " + QUEUED;

    private static final String BAD_AGAIN = """
            UPDATE _parked
            SET state = 'bad', cause = ?, stage = ?, failed_class = ?, exception_class = ?, stacktrace = ?, tried_ms = ?
            WHERE topic = ? AND partition_id = ? AND record_offset = ?
            """;

    private static final String DELETE = "DELETE FROM _parked" + OF_PARTITION + " AND published_ms IS NOT NULL";

    private static final String RELEASE = "UPDATE _parked SET state = 'released'" + OF_PARTITION;

    /** Only where the progress is set back with it: what was parked of such a partition comes again. */
    private static final String FORGET = """
            DELETE k FROM _parked k
            JOIN _copy_progress p ON p.topic = k.topic AND p.partition_id = k.partition_id
            WHERE k.topic = ? AND p.changes > 0
            """;

    private static final long PAGE_BYTES = 8L << 20;

    private final JdbcTemplate jdbc;
    private final SchemaRegistry registry;
    private final Clock clock;

    ParkedRecords(JdbcTemplate jdbc, SchemaRegistry registry, Clock clock) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * A parked record without what is in it.
     *
     * @param offset its offset
     * @param keyHash tells its key
     * @param isBad whether it was found bad; else it is behind another
     * @param droppedBecause why a person wants it dropped; null where nobody does
     */
    public record Entry(
            long offset,
            ByteBuffer keyHash,
            boolean isBad,
            @Nullable String droppedBecause) {

        /** Whether it is to be taken out without being applied. */
        public boolean isDropped() {
            return droppedBecause != null;
        }
    }

    /** The hashes of the keys that have records parked, of each partition of these topics that has any. */
    public Map<TopicPartition, Set<ByteBuffer>> keys(Collection<String> topics) {
        var keys = new HashMap<TopicPartition, Set<ByteBuffer>>();
        jdbc.query(
                KEYS.formatted(marks(topics.size())),
                row -> {
                    keys.computeIfAbsent(partition(row.getString(1), row.getInt(2)), p -> new HashSet<>())
                            .add(ByteBuffer.wrap(row.getBytes(3)));
                },
                topics.toArray());
        return keys;
    }

    /** How many records of a topic are parked. */
    public long count(String topic) {
        var count = jdbc.queryForObject(COUNT, Long.class, topic);
        return count == null ? 0 : count;
    }

    /** Parks a record; one that is parked already stays as it is. */
    public void add(ParkedRecord parked) {
        var record = parked.record();
        var source = SourcePosition.of(record, registry);
        var cause = parked.cause();
        var headers = HeaderLines.write(record.headers());
        var now = clock.millis();
        jdbc.update(
                ADD,
                record.topic(),
                record.partition(),
                record.offset(),
                parked.state().name().toLowerCase(Locale.ROOT),
                parked.keyHash().array(),
                record.key(),
                record.value(),
                headers,
                Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()) + headers.length(),
                record.timestamp(),
                source.file(),
                source.pos(),
                source.gtid(),
                source.position(),
                cause.reason(),
                cause.stage().name(),
                cause.failedClass(),
                cause.exceptionClass(),
                cause.stacktrace(),
                now,
                parked.state() == State.BAD ? now : 0L);
    }

    /** The partitions of which records are parked. */
    public List<TopicPartition> partitions() {
        return jdbc.query(PARTITIONS, (row, i) -> partition(row.getString(1), row.getInt(2)));
    }

    /**
     * The next parked records of a partition behind an offset, in their order: 500 at most, of 8 MB or a single one.
     */
    public List<Entry> page(TopicPartition partition, long after) {
        var page = new ArrayList<Entry>();
        var bytes = new long[1];
        jdbc.query(
                PAGE,
                row -> {
                    bytes[0] += row.getLong(5);
                    if (page.isEmpty() || bytes[0] <= PAGE_BYTES) {
                        page.add(new Entry(
                                row.getLong(1), ByteBuffer.wrap(row.getBytes(2)), row.getBoolean(3), row.getString(4)));
                    }
                },
                partition.topic(),
                partition.partition(),
                after);
        return page;
    }

    /** The parked records of these offsets, in their order, as they came from their topic. */
    public List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, Collection<Long> offsets) {
        return offsets.isEmpty()
                ? List.of()
                : jdbc.query(
                        READ.formatted(marks(offsets.size())),
                        (row, i) -> StoredRecord.of(
                                partition,
                                row.getLong(1),
                                row.getBytes(2),
                                row.getBytes(3),
                                row.getString(4),
                                row.getLong(5)),
                        parameters(partition, offsets));
    }

    /** Whether all of these are parked still. */
    public boolean hold(TopicPartition partition, Collection<Long> offsets) {
        if (offsets.isEmpty()) {
            return true;
        }
        var held = jdbc.queryForObject(
                COUNT_QUEUED.formatted(marks(offsets.size())), Long.class, parameters(partition, offsets));
        return held != null && held == offsets.size();
    }

    /** A parked record was tried, and failed by itself. */
    public void badAgain(ConsumerRecord<?, ?> record, Cause cause) {
        jdbc.update(
                BAD_AGAIN,
                cause.reason(),
                cause.stage().name(),
                cause.failedClass(),
                cause.exceptionClass(),
                cause.stacktrace(),
                clock.millis(),
                record.topic(),
                record.partition(),
                record.offset());
    }

    /** Takes records out; those that were not published yet stay until they are. */
    public void release(TopicPartition partition, Collection<Long> offsets) {
        if (!offsets.isEmpty()) {
            var parameters = parameters(partition, offsets);
            jdbc.update(DELETE.formatted(marks(offsets.size())), parameters);
            jdbc.update(RELEASE.formatted(marks(offsets.size())), parameters);
        }
    }

    /** The topic is about to be applied from its beginning; comes before its progress is set back. */
    public void forget(String topic) {
        jdbc.update(FORGET, topic);
    }

    private static TopicPartition partition(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private static Object[] parameters(TopicPartition partition, Collection<Long> offsets) {
        var parameters = new ArrayList<Object>(List.of(partition.topic(), partition.partition()));
        parameters.addAll(offsets);
        return parameters.toArray();
    }
}
