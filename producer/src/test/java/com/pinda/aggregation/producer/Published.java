package com.pinda.aggregation.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What is in the topics, as a reader of committed records sees it. */
final class Published {

    /**
     * One record.
     *
     * @param value null for a tombstone
     */
    record Message(
            String topic,
            int partition,
            long offset,
            @Nullable GenericRecord key,
            @Nullable GenericRecord value,
            List<Header> headers) {

        boolean isTombstone() {
            return value == null;
        }

        GenericRecord change() {
            if (value == null) {
                throw new IllegalStateException("a tombstone at " + topic + ":" + offset);
            }
            return value;
        }

        GenericRecord transaction() {
            return (GenericRecord) change().get("transaction");
        }

        String transactionId() {
            return transaction().get("id").toString();
        }
    }

    private final String brokers;
    private final AvroDeserializer avro;

    Published(String brokers, URI registry) {
        this.brokers = brokers;
        avro = new AvroDeserializer(new SchemaRegistry(registry));
    }

    /** All records of a topic, each partition in its order; none where there is no such topic. */
    List<Message> read(String topic) {
        var messages = new ArrayList<Message>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> messages.add(new Message(
                                topic,
                                record.partition(),
                                record.offset(),
                                isText(topic) ? null : avro.deserialize(topic, record.key()),
                                avro.deserialize(topic, record.value()),
                                StreamSupport.stream(record.headers().spliterator(), false)
                                        .toList())));
            }
        }
        return messages;
    }

    /** Where a topic ends for readers of committed records, all partitions added up. */
    long end(String topic) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topic)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** How many records a topic has, tombstones left out. */
    long count(String topic) {
        var count = 0L;
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    count += record.value() == null ? 0 : 1;
                }
            }
        }
        return count;
    }

    private static boolean isText(String topic) {
        return topic.endsWith(".checkpoint") || topic.endsWith(".schema-changes");
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** {@code c {"id": 1} null -> {"id": 1, "name": "a"}}, {@code tombstone {"id": 1}}, with the headers behind. */
    String text(Message message) {
        var headers = message.headers().stream().map(this::text).collect(Collectors.joining());
        return message.isTombstone()
                ? "tombstone " + message.key() + headers
                : message.change().get("op") + " " + message.key() + " "
                        + message.change().get("before") + " -> "
                        + message.change().get("after") + headers;
    }

    private String text(Header header) {
        var value = header.key().startsWith("__debezium")
                ? String.valueOf(avro.deserialize("header", header.value()))
                : new String(header.value(), UTF_8);
        return " " + header.key() + "=" + value;
    }
}
