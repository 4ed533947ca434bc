package com.pinda.aggregation.torture.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.torture.rig.Rig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The records of one topic whose rows are created once and then updated once. */
final class TopicRows {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String RAW = "cdc.raw.";

    private final List<ConsumerRecord<GenericRecord, GenericRecord>> records = new ArrayList<>();

    /** All records of the topics whose names begin so, by topic. */
    static Map<String, TopicRows> read(Rig rig, String prefix) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", rig.bootstrapServers());
        settings.put("schema.registry.url", rig.registryUrl().toString());
        settings.put("key.deserializer", AvroDeserializer.class);
        settings.put("value.deserializer", AvroDeserializer.class);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        var topics = new HashMap<String, TopicRows>();
        try (var kafka = new KafkaConsumer<GenericRecord, GenericRecord>(settings)) {
            var partitions = kafka.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> partition.topic().startsWith(prefix))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            var ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                kafka.poll(POLL)
                        .forEach(record -> topics.computeIfAbsent(record.topic(), t -> new TopicRows())
                                .records
                                .add(record));
            }
        }
        return topics;
    }

    /** The columns of the row as it was created. */
    Map<String, @Nullable Object> created(int id) {
        return columns(record(id, "c"), "after");
    }

    /** The columns of the row before its update. */
    Map<String, @Nullable Object> before(int id) {
        return columns(record(id, "u"), "before");
    }

    /** The columns of the row after its update. */
    Map<String, @Nullable Object> after(int id) {
        return columns(record(id, "u"), "after");
    }

    /** The headers of the row's update that name values which the record cannot hold. */
    Map<String, String> raw(int id) {
        var raw = new HashMap<String, String>();
        for (var header : record(id, "u").headers()) {
            if (header.key().startsWith(RAW)) {
                raw.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return raw;
    }

    /** Every text of every row. */
    Stream<String> texts() {
        return records.stream()
                .flatMap(record -> Stream.of("before", "after")
                        .filter(side -> record.value().get(side) != null)
                        .flatMap(side -> columns(record, side).values().stream()))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private ConsumerRecord<GenericRecord, GenericRecord> record(int id, String operation) {
        var found = records.stream()
                .filter(record -> record.key().get("id").equals(id))
                .filter(record -> record.value().get("op").equals(operation))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " records " + operation + " of row " + id);
        }
        return found.get(0);
    }

    private static Map<String, @Nullable Object> columns(
            ConsumerRecord<GenericRecord, GenericRecord> record, String side) {
        var row = (GenericRecord) record.value().get(side);
        var columns = new HashMap<String, @Nullable Object>();
        for (Schema.Field field : row.getSchema().getFields()) {
            columns.put(field.name(), plain(row.get(field.pos())));
        }
        return columns;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (!(value instanceof ByteBuffer buffer)) {
            return value;
        }
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return "0x" + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
    }
}
