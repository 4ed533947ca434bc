package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.SchemaChange;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes as the producer does: in transactions, with Avro in Confluent's wire format. */
public final class Topics implements AutoCloseable {

    private static final String MAX_RECORD_BYTES = "12582912";

    private final TopicNames names;
    private final String brokers;
    private final SchemaRegistry registry =
            new SchemaRegistry(Servers.registry().url());
    private final AvroSerializer keys = new AvroSerializer(registry, true);
    private final AvroSerializer values = new AvroSerializer(registry, false);
    private final KafkaProducer<byte[], byte[]> producer;

    public Topics(String prefix) {
        this(prefix, Servers.brokers());
    }

    Topics(String prefix, String brokers) {
        this.names = new TopicNames(prefix);
        this.brokers = brokers;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "transactional.id",
                        prefix,
                        "linger.ms",
                        "5",
                        "batch.size",
                        "131072",
                        "max.request.size",
                        MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    public TopicNames names() {
        return names;
    }

    public void create(String topic, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            var settings = Map.of("max.message.bytes", MAX_RECORD_BYTES);
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes changes in one transaction. */
    public void publish(SourceTable.Event... events) {
        producer.beginTransaction();
        for (var event : events) {
            var topic = event.table().topic();
            var key = keys.serialize(topic, event.key());
            send(topic, key, values.serialize(topic, event.value(System.currentTimeMillis())));
            if (event.operation().equals("d")) {
                send(topic, key, null);
            }
        }
        commit();
    }

    /** Publishes that a table was emptied. */
    public void publishTruncate(SourceTable table, long position) {
        var id = table.definition().id();
        publish(
                names.schemaChanges(),
                new SchemaChange(
                        "test", position, 1L, id.database(), id.table(), "TRUNCATE", "TRUNCATE TABLE " + id.table()));
    }

    /** Publishes a tombstone of a row's key whose delete is gone. */
    public void publishTombstone(SourceTable.Event row) {
        publishRaw(row.table().topic(), keys.serialize(row.table().topic(), row.key()), null);
    }

    /** Publishes one record without a key. */
    void publish(String topic, GenericContainer value) {
        publishRaw(topic, null, values.serialize(topic, value));
    }

    void publishRaw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        producer.beginTransaction();
        send(topic, key, value);
        commit();
    }

    /**
     * Waits for what was sent before it asks for the commit: Kafka's producer may ask before the first record is sent,
     * and is refused, as there is no transaction yet.
     */
    private void commit() {
        producer.flush();
        producer.commitTransaction();
    }

    byte[] keyOf(SourceTable.Event event) {
        return java.util.Objects.requireNonNull(keys.serialize(event.table().topic(), event.key()));
    }

    byte[] valueOf(SourceTable.Event event) {
        return java.util.Objects.requireNonNull(
                values.serialize(event.table().topic(), event.value(System.currentTimeMillis())));
    }

    private void send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        // a failure fails the commit
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
