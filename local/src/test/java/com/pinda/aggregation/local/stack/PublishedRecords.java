package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed changes in the topics of the tables. */
final class PublishedRecords {
    private static final Pattern TABLE_TOPIC = Pattern.compile("tms\\.[^.]+\\.[^.]+");

    private PublishedRecords() {}

    /** Where a change comes from: no two changes have the same, and a changed key is a delete and a create. */
    record Origin(String topic, long position, Object row, String operation) {}

    static List<Origin> read(String broker, String registry) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                AvroDeserializer.class,
                "schema.registry.url",
                registry);
        try (var consumer = new KafkaConsumer<byte[], GenericRecord>(settings)) {
            var partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> TABLE_TOPIC.matcher(topic.getKey()).matches())
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, new HashMap<>(consumer.endOffsets(partitions)));
        }
    }

    private static List<Origin> readToEnd(
            KafkaConsumer<byte[], GenericRecord> consumer, Map<TopicPartition, Long> ends) {
        var origins = new ArrayList<Origin>();
        while (!ends.isEmpty()) {
            for (var change : consumer.poll(Duration.ofMillis(200))) {
                if (change.value() != null) {
                    origins.add(origin(change));
                }
            }
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return origins;
    }

    private static Origin origin(ConsumerRecord<byte[], GenericRecord> change) {
        var source = (GenericRecord) change.value().get("source");
        return new Origin(
                change.topic(),
                (Long) source.get("position"),
                source.get("row"),
                change.value().get("op").toString());
    }
}
