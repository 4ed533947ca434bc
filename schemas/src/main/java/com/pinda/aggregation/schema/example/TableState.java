package com.pinda.aggregation.schema.example;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows, made of its topic. Reading any part of the topic again changes nothing, and the whole of it gives the
 * table as it is in the source.
 */
public final class TableState {

    // tag::state[]
    private record Seen(long offset, @Nullable GenericRecord row) {}

    private final Map<List<Object>, Seen> byKey = new HashMap<>();

    /** Reads a table's topic from its beginning to its present end. */
    public static TableState read(String topic, String bootstrap, String registry) {
        var table = new TableState();
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("schema.registry.url", registry);
        settings.put("key.deserializer", AvroDeserializer.class);
        settings.put("value.deserializer", AvroDeserializer.class);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        try (var kafka = new KafkaConsumer<GenericRecord, GenericRecord>(settings)) {
            var partitions = kafka.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            var ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                kafka.poll(Duration.ofMillis(200)).forEach(table::apply);
            }
        }
        return table;
    }

    /** Takes a record. All records of a key are in one partition, so their offsets are in the source's order. */
    public void apply(ConsumerRecord<GenericRecord, GenericRecord> record) {
        var seen = byKey.get(values(record.key()));
        if (seen != null && seen.offset() >= record.offset()) {
            return; // read again
        }
        GenericRecord change = record.value(); // null: a tombstone, the row is gone
        var row = change == null ? null : (GenericRecord) change.get("after"); // null where op is d
        byKey.put(values(record.key()), new Seen(record.offset(), row));
    }

    /** The row of a key; empty where there is none. */
    public Optional<GenericRecord> row(GenericRecord key) {
        return Optional.ofNullable(byKey.get(values(key))).map(Seen::row);
    }

    /** What makes two keys equal, whichever schema each was written with. */
    private static List<Object> values(GenericRecord key) {
        return key.getSchema().getFields().stream()
                .map(field -> key.get(field.pos()))
                .toList();
    }
    // end::state[]

    /** How many rows there are. */
    public long size() {
        return byKey.values().stream().filter(seen -> seen.row() != null).count();
    }
}
