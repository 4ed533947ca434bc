package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The committed records of the topics from where they were last read to their present end. */
final class TopicLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NEW_KEY = "__debezium.newkey";
    private static final String OLD_KEY = "__debezium.oldkey";

    private final Kafka kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroDeserializer avro;
    private final TopicValues values = new TopicValues();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    TopicLog(Kafka kafka, URI registry) {
        this.kafka = kafka;
        avro = new AvroDeserializer(new SchemaRegistry(registry));
        consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false));
    }

    /** Reads the new checkpoints. */
    void batches(Consumer<Batch> sink) {
        read(partitions(kafka.topics().checkpoint()), record -> sink.accept(batch(record)));
    }

    private Batch batch(ConsumerRecord<byte[], byte[]> record) {
        var checkpoint = avro.deserialize(record.topic(), record.value());
        if (checkpoint == null) {
            throw new SerializationException("a checkpoint without value");
        }
        var ends = new ArrayList<RecordPlace>();
        for (var end : (Collection<?>) checkpoint.get("ends")) {
            var partition = (GenericRecord) end;
            ends.add(new RecordPlace((String) partition.get("topic"), (int) partition.get("partition"), (long)
                    partition.get("end_offset")));
        }
        return new Batch(
                place(record),
                (long) checkpoint.get("position"),
                (boolean) checkpoint.get("complete"),
                (String) checkpoint.get("transaction_id"),
                ends);
    }

    /** Reads the new begins and ends of transactions. */
    List<Mark> marks() {
        var marks = new ArrayList<Mark>();
        read(partitions(kafka.topics().transaction()), record -> marks.add(mark(record)));
        return marks;
    }

    private Mark mark(ConsumerRecord<byte[], byte[]> record) {
        var told = avro.deserialize(record.topic(), record.value());
        if (told == null) {
            throw new SerializationException("a begin or end without value");
        }
        var isEnd = told.get("status").toString().equals("END");
        var tables = new HashMap<String, Long>();
        if (isEnd) {
            for (var element : (Collection<?>) told.get("data_collections")) {
                var table = (GenericRecord) element;
                tables.put(table.get("data_collection").toString(), (Long) table.get("event_count"));
            }
        }
        return new Mark(
                place(record), isEnd, told.get("id").toString(), isEnd ? (Long) told.get("event_count") : 0, tables);
    }

    /**
     * Reads the new records of the tables' topics, those of a partition in their order.
     *
     * @param unreadable told of each record that is none
     */
    void changes(Map<TableId, Table> tables, Consumer<Published> sink, Consumer<String> unreadable) {
        var byTopic = new HashMap<String, Table>();
        var partitions = new ArrayList<TopicPartition>();
        var counts = new HashMap<String, Integer>();
        for (var table : tables.values()) {
            var topic = kafka.topics().table(table.id());
            var ofTopic = partitions(topic);
            byTopic.put(topic, table);
            counts.put(topic, ofTopic.size());
            partitions.addAll(ofTopic);
        }
        read(partitions, record -> {
            var table = byTopic.get(record.topic());
            var count = counts.get(record.topic());
            if (table != null && count != null) {
                try {
                    sink.accept(published(record, table, count));
                } catch (SerializationException e) {
                    unreadable.accept(place(record) + ": " + e.getMessage());
                }
            }
        });
    }

    private List<TopicPartition> partitions(String topic) {
        var found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private void read(List<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, next.getOrDefault(partition, begins.getOrDefault(partition, 0L))));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(POLL);
            for (var record : records) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    sink.accept(record);
                }
            }
            deadline = records.isEmpty() ? deadline : System.nanoTime() + PATIENCE.toNanos();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the topics at " + kafka.bootstrap() + " cannot be read up to " + ends);
            }
        }
        next.putAll(ends);
    }

    private Published published(ConsumerRecord<byte[], byte[]> record, Table table, int partitions) {
        var json = table.json();
        var key = values.row(avro.deserialize(record.topic(), record.key()), json);
        var home = home(record.key(), partitions);
        var value = avro.deserialize(record.topic(), record.value());
        if (value == null) {
            return new PublishedTombstone(table.id(), place(record), key, home);
        }
        var source = (GenericRecord) value.get("source");
        var transaction = (GenericRecord) value.get("transaction");
        var place = new Place((String) source.get("file"), (long) source.get("pos"), (int) source.get("row"));
        return new PublishedChange(
                table.id(),
                place(record),
                key,
                home,
                Operation.of((String) value.get("op")),
                values.row(value.get("before"), json),
                values.row(value.get("after"), json),
                otherKey(record, json),
                place,
                (long) source.get("position"),
                (String) source.get("gtid"),
                transaction == null ? "none" : (String) transaction.get("id"),
                transaction == null ? 0 : (long) transaction.get("total_order"),
                transaction == null ? 0 : (long) transaction.get("data_collection_order"));
    }

    private @Nullable Row otherKey(ConsumerRecord<byte[], byte[]> record, Set<String> json) {
        var header = record.headers().lastHeader(NEW_KEY);
        if (header == null) {
            header = record.headers().lastHeader(OLD_KEY);
        }
        return header == null ? null : values.row(avro.deserialize(record.topic(), header.value()), json);
    }

    /** By the key's Avro data alone, as docs/consuming.md promises. */
    private static int home(byte @Nullable [] key, int partitions) {
        if (key == null) {
            return 0;
        }
        var data = Arrays.copyOfRange(key, Math.min(WireFormat.HEADER_BYTES, key.length), key.length);
        return Utils.toPositive(Utils.murmur2(data)) % partitions;
    }

    private static RecordPlace place(ConsumerRecord<byte[], byte[]> record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
