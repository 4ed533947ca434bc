package com.pinda.aggregation.consumer.copy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How far each partition was applied. Its row is locked first in each transaction and advanced last, so of two
 * consumers that believe they own a partition one waits for the other, and then finds its records applied.
 */
@Component
final class Progress {

    private static final Comparator<TopicPartition> LOCK_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final String ADD = "INSERT IGNORE INTO _copy_progress (topic, partition_id, next_offset) VALUES ";

    /** By the primary key only, else rows of other consumers would be waited for. */
    private static final String LOCK = """
            SELECT topic, partition_id, next_offset
            FROM _copy_progress FORCE INDEX (PRIMARY)
            WHERE %s
            ORDER BY topic, partition_id
            FOR UPDATE
            """;

    private static final String ADVANCE = """
            INSERT INTO _copy_progress
              (topic, partition_id, next_offset, position, event_ts_ms, applied_ts_ms, changes)
            VALUES %s
            ON DUPLICATE KEY UPDATE
              next_offset = GREATEST(next_offset, VALUES(next_offset)),
              position = GREATEST(position, VALUES(position)),
              event_ts_ms = GREATEST(event_ts_ms, VALUES(event_ts_ms)),
              applied_ts_ms = VALUES(applied_ts_ms),
              changes = changes + VALUES(changes)
            """;

    private static final String END = """
            INSERT INTO _copy_progress (topic, partition_id, next_offset, end_offset)
            VALUES %s
            ON DUPLICATE KEY UPDATE end_offset = GREATEST(end_offset, VALUES(end_offset))
            """;

    private static final String FORGET = """
            UPDATE _copy_progress SET next_offset = 0, position = -1, event_ts_ms = 0, changes = 0
            WHERE topic = ? AND changes > 0
            """;

    private static final String NEXT_OFFSETS = "SELECT topic, partition_id, next_offset FROM _copy_progress";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Set<TopicPartition> added = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();

    Progress(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a row for each partition that is new; outside of a transaction, so that the rows can be locked in one. */
    void add(Collection<TopicPartition> partitions) {
        var fresh = partitions.stream()
                .filter(partition -> !added.contains(partition))
                .sorted(LOCK_ORDER)
                .toList();
        if (!fresh.isEmpty()) {
            jdbc.update(ADD + repeated("(?,?,0)", ",", fresh.size()), parameters(fresh));
            added.addAll(fresh);
        }
    }

    /**
     * Locks the partitions until the transaction ends; for each, the first offset that was not applied yet.
     *
     * @throws LostProgressException where the database had applied more before
     */
    Map<TopicPartition, Long> lock(Collection<TopicPartition> partitions) {
        var ordered = partitions.stream().sorted(LOCK_ORDER).toList();
        var where = repeated("(topic = ? AND partition_id = ?)", " OR ", ordered.size());
        var next = nextOffsets(LOCK.formatted(where), parameters(ordered));
        if (next.size() < ordered.size()) {
            added.clear();
            throw new IllegalStateException("rows of _copy_progress are gone: " + ordered);
        }
        if (next.entrySet().stream().anyMatch(entry -> entry.getValue() < reached(entry.getKey()))) {
            throw new LostProgressException("the database has applied less than it had: next offsets=" + next);
        }
        return next;
    }

    private long reached(TopicPartition partition) {
        return reached.getOrDefault(partition, 0L);
    }

    /** Notes, for this run, that the batch is in the database. */
    void committed(Batch batch) {
        batch.records()
                .forEach((partition, records) ->
                        reached.merge(partition, records.get(records.size() - 1).offset() + 1, Math::max));
    }

    /**
     * Has a topic applied from its beginning, also by consumers that are running: they meet a
     * {@link LostProgressException}. False where nothing of it was applied.
     */
    boolean forget(String topic) {
        nextOffsets().forEach((partition, next) -> {
            if (partition.topic().equals(topic)) {
                reached.merge(partition, next, Math::max);
            }
        });
        return jdbc.update(FORGET, topic) > 0;
    }

    /** Whether how far a partition was applied is known since it was assigned. */
    boolean knows(TopicPartition partition) {
        return reached.containsKey(partition);
    }

    /** Partitions were assigned, or a poll of them was lost: what was applied of them is not known. */
    void assigned(Collection<TopicPartition> partitions) {
        reached.keySet().removeAll(partitions);
    }

    /** Whether the database has applied less of one of these partitions than it had. */
    boolean isLost(Collection<TopicPartition> partitions, Map<TopicPartition, Long> next) {
        return partitions.stream().anyMatch(partition -> next.getOrDefault(partition, 0L) < reached(partition));
    }

    /** Takes the database's word for how far these partitions were applied, as {@link #nextOffsets} gave it. */
    void believe(Collection<TopicPartition> partitions, Map<TopicPartition, Long> next) {
        partitions.forEach(partition -> reached.put(partition, next.getOrDefault(partition, 0L)));
    }

    /** The first offset that was not applied yet, of each partition that was ever read. */
    Map<TopicPartition, Long> nextOffsets() {
        return nextOffsets(NEXT_OFFSETS);
    }

    private Map<TopicPartition, Long> nextOffsets(String sql, Object... parameters) {
        var next = new HashMap<TopicPartition, Long>();
        jdbc.query(
                sql,
                row -> {
                    next.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
                },
                parameters);
        return next;
    }

    /**
     * Notes that the batch is done with; returns how many changes were applied that had not been before.
     *
     * @param held what of it was not applied
     */
    long advance(Batch batch, Map<TopicPartition, Long> nextOffsets, List<Held> held) {
        var left = held.stream().map(Held::record).collect(Collectors.toSet());
        var newest = batch.newest(left);
        var parameters = new ArrayList<Object>();
        long total = 0;
        var ordered = new TreeMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>(LOCK_ORDER);
        ordered.putAll(batch.records());
        for (var entry : ordered.entrySet()) {
            var partition = entry.getKey();
            var records = entry.getValue();
            var nextOffset = nextOffsets.getOrDefault(partition, 0L);
            var changes = records.stream()
                    .filter(record -> record.offset() >= nextOffset && record.value() != null && !left.contains(record))
                    .count();
            var last = newest.get(partition);
            parameters.addAll(List.of(
                    partition.topic(),
                    partition.partition(),
                    records.get(records.size() - 1).offset() + 1,
                    last == null ? -1 : last.position(),
                    last == null ? 0 : last.eventTsMs(),
                    clock.millis(),
                    changes));
            total += changes;
        }
        jdbc.update(ADVANCE.formatted(repeated("(?,?,?,?,?,?,?)", ",", ordered.size())), parameters.toArray());
        return total;
    }

    /** Notes how far the partitions went when their source was captured up to a checkpoint. */
    void ends(Map<TopicPartition, Long> endOffsets) {
        if (endOffsets.isEmpty()) {
            return;
        }
        var parameters = new ArrayList<Object>();
        endOffsets.keySet().stream()
                .sorted(LOCK_ORDER)
                .forEach(partition -> parameters.addAll(
                        List.of(partition.topic(), partition.partition(), endOffsets.getOrDefault(partition, 0L))));
        jdbc.update(END.formatted(repeated("(?,?,0,?)", ",", endOffsets.size())), parameters.toArray());
    }

    private static String repeated(String text, String separator, int times) {
        return String.join(separator, Collections.nCopies(times, text));
    }

    private static Object[] parameters(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .flatMap(partition -> Stream.of(partition.topic(), partition.partition()))
                .toArray();
    }
}
