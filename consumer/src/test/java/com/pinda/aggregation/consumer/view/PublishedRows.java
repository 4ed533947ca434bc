package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Servers;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the topic of a view as another team would. */
final class PublishedRows {

    private PublishedRows() {}

    /** All committed records, those of a partition in their order. */
    static List<ConsumerRecord<GenericRecord, @Nullable GenericRecord>> records(String topic) {
        var avro = new AvroDeserializer(new SchemaRegistry(Servers.registry().url()));
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                Servers.brokers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        var records = new ArrayList<ConsumerRecord<GenericRecord, @Nullable GenericRecord>>();
        try (var kafka = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = kafka.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            var ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                kafka.poll(Duration.ofMillis(100))
                        .forEach(record -> records.add(new ConsumerRecord<>(
                                topic,
                                record.partition(),
                                record.offset(),
                                avro.deserialize(topic, record.key()),
                                record.value() == null ? null : avro.deserialize(topic, record.value()))));
            }
        }
        return records;
    }

    /** The topic's newest rows by their keys, each as text. */
    static Map<String, String> fold(String topic) {
        var rows = new TreeMap<String, String>();
        for (var record : records(topic)) {
            var value = record.value();
            var after = value == null ? null : (GenericRecord) value.get("after");
            if (after == null) {
                rows.remove(record.key().toString());
            } else {
                rows.put(record.key().toString(), text(columns(after)));
            }
        }
        return rows;
    }

    static Map<String, @Nullable Object> columns(GenericRecord row) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        row.getSchema().getFields().forEach(field -> columns.put(field.name(), row.get(field.pos())));
        return columns;
    }

    /** Columns in the text that those of a table and of a topic share. */
    static String text(Map<String, ? extends @Nullable Object> columns) {
        var text = new TreeMap<String, String>();
        columns.forEach((name, value) -> text.put(
                name,
                value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : String.valueOf(value)));
        return text.toString();
    }
}
