package com.pinda.aggregation.local.stack;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the changes in the topics of the copies, as a reader of committed records sees them. */
final class PublishedChanges {
    private static final String TOPICS = """
            SELECT DISTINCT topic FROM _copy ORDER BY topic
            """;

    private final Site site;
    private final Databases databases;
    private final Runnable check;

    /**
     * A count of a stack's changes.
     *
     * @param check throws when a part of the stack has ended: without its broker a reader waits for ever
     */
    PublishedChanges(Site site, Databases databases, Runnable check) {
        this.site = site;
        this.databases = databases;
        this.check = check;
    }

    /** All changes in all topics; the tombstone behind a delete is none. */
    long count() {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            var partitions = new ArrayList<TopicPartition>();
            for (var topic : topics()) {
                consumer.partitionsFor(topic)
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return count(consumer, consumer.endOffsets(partitions));
        }
    }

    private long count(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        var changes = 0L;
        var open = new HashMap<>(ends);
        while (!open.isEmpty()) {
            check.run();
            for (var change : consumer.poll(Duration.ofMillis(100))) {
                changes += change.value() == null ? 0 : 1;
            }
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return changes;
    }

    private List<String> topics() {
        try (var connection = databases.target().connect(Databases.TARGET, databases.reader());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(TOPICS)) {
            var topics = new ArrayList<String>();
            while (rows.next()) {
                topics.add(rows.getString(1));
            }
            return topics;
        } catch (SQLException e) {
            throw new StackFailure("cannot read the list of copies: " + Server.reason(e), e);
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.address(Endpoint.BROKER),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
    }
}
