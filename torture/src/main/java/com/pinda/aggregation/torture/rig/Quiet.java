package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.schema.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The point where all that was committed is published and applied. A mark is written to the source: once it is in its
 * copy, all before it is in the topics; once no partition has a record behind its progress, it is in the copies too;
 * and once nothing is to be refreshed, in the views.
 */
final class Quiet {

    static final String DATABASE = "rig";
    static final String NAME = "rig.mark";
    static final String TABLE = "CREATE TABLE " + NAME + " (id bigint NOT NULL PRIMARY KEY)";

    private static final String PROGRESS = "SELECT topic, partition_id, next_offset FROM _copy_progress";

    /** One statement, and so of one moment: what leaves one line of it may be in the next. */
    private static final String VIEWS_BEHIND = """
            SELECT GROUP_CONCAT(what) FROM (
              SELECT 'none is kept yet' AS what FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM _view)
              UNION ALL
              SELECT CONCAT(view_name, ' is to be filled') FROM _view WHERE filled_ms IS NULL OR fills_put < fills_asked
              UNION ALL
              SELECT CONCAT('nobody told of ', copy_name) FROM _untold
              UNION ALL
              SELECT CONCAT(view_name, '/', lane, ' has keys to refresh') FROM _view_progress WHERE next_offset < end_offset
              UNION ALL
              SELECT CONCAT('changes of ', p.topic)
              FROM _copy_progress p JOIN _copy c ON c.topic = p.topic
                LEFT JOIN _resolved r ON r.topic = p.topic AND r.partition_id = p.partition_id
              WHERE COALESCE(r.next_offset, 0) < p.next_offset) behind
            """;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_TIMES = 5;
    private static final Logger log = LoggerFactory.getLogger(Quiet.class);

    /** Goes on while nothing else does. */
    private static final String HEARTBEAT = new TopicNames("tms").heartbeat();

    private final Rig rig;

    Quiet(Rig rig) {
        this.rig = rig;
    }

    /**
     * Waits for it. Nobody may write to the source meanwhile.
     *
     * @param longest how long nothing may get further; in all it may take {@value #MOST_TIMES} times as long
     * @throws IllegalStateException with what is lacking, the health of all parts and where our programs stand, where
     *     it does not come in time
     */
    void await(Duration longest) {
        var deadline = System.nanoTime() + longest.toNanos();
        var mark = System.nanoTime();
        rig.source().execute("INSERT INTO " + NAME + " VALUES (" + mark + ")");
        var reached = reached();
        var times = 1;
        var lacking = lacking(mark);
        while (!lacking.isEmpty()) {
            if (System.nanoTime() > deadline) {
                var before = reached;
                reached = reached();
                if (reached <= before || times == MOST_TIMES) {
                    throw new IllegalStateException("not quiet after " + longest.multipliedBy(times) + ": " + lacking
                            + "\n" + rig.health() + "\n" + rig.standing());
                }
                times++;
                deadline += longest.toNanos();
                log.warn("not quiet, but it gets further: after={} lacking={}", longest, lacking);
            }
            pause();
            lacking = lacking(mark);
        }
    }

    /** Grows with each schema that is registered and each record that is applied. */
    private long reached() {
        var registered = rig.registry().health().text().length();
        try (var target = rig.target().connect(Rig.TARGET)) {
            return registered
                    + progress(target).entrySet().stream()
                            .filter(partition -> !partition.getKey().topic().equals(HEARTBEAT))
                            .mapToLong(Map.Entry::getValue)
                            .sum();
        } catch (SQLException e) {
            return registered; // no copy has begun
        }
    }

    private String lacking(long mark) {
        try (var target = rig.target().connect(Rig.TARGET)) {
            if (!isApplied(target, mark)) {
                return "the mark is not in its copy";
            }
            var ahead = unapplied(progress(target));
            if (!ahead.isEmpty()) {
                return "records are not applied: " + ahead;
            }
            return rig.keepsViews() ? views(target) : "";
        } catch (SQLException e) {
            return "the target: " + e;
        }
    }

    private static String views(Connection target) throws SQLException {
        try (var statement = target.createStatement();
                var rows = statement.executeQuery(VIEWS_BEHIND)) {
            rows.next();
            return rows.getString(1) == null ? "" : "the views are behind: " + rows.getString(1);
        }
    }

    private static boolean isApplied(Connection target, long mark) throws SQLException {
        try (var statement = target.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM mark WHERE id = " + mark)) {
            return rows.next();
        }
    }

    private static Map<TopicPartition, Long> progress(Connection target) throws SQLException {
        Map<TopicPartition, Long> progress = new HashMap<>();
        try (var statement = target.createStatement();
                var rows = statement.executeQuery(PROGRESS)) {
            while (rows.next()) {
                progress.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return progress;
    }

    /** By reading on from the progress: what ends a Kafka transaction has an offset too, but is no record. */
    private Map<TopicPartition, Long> unapplied(Map<TopicPartition, Long> progress) {
        try (var reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", rig.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = reader.listTopics().entrySet().stream()
                    .filter(topic -> progress.keySet().stream()
                            .anyMatch(partition -> partition.topic().equals(topic.getKey())))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            partitions.forEach(partition -> reader.seek(partition, progress.getOrDefault(partition, 0L)));
            var ends = reader.endOffsets(partitions);
            Map<TopicPartition, Long> ahead = new HashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                for (var found : reader.poll(POLL)) {
                    ahead.merge(new TopicPartition(found.topic(), found.partition()), 1L, Long::sum);
                }
                if (!ahead.isEmpty()) {
                    break;
                }
            }
            return ahead;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
