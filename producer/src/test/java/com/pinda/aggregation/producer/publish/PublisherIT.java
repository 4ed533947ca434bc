package com.pinda.aggregation.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.producer.capture.LogPosition;
import com.pinda.aggregation.producer.capture.ReadState;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What checkpoints say of the batches that they end, at a real broker. */
class PublisherIT {

    private static final int PARTITIONS = 3;

    private static EmbeddedKafkaKraftBroker broker;
    private static Registry registry;

    private Topics topics;
    private Publishers publishers;
    private Publisher publisher;
    private String destination = "";
    private String topic = "";
    private byte batch;

    @BeforeAll
    static void startServers() {
        registry = Registry.start();
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stopServers() {
        broker.destroy();
        registry.close();
    }

    @BeforeEach
    void openPublisher(TestInfo test) {
        destination = test.getTestMethod().orElseThrow().getName();
        topic = "tms.shop." + destination;
        var properties = new Binder(new MapConfigurationPropertySource(Map.of("cdc.publish.partitions", PARTITIONS)))
                .bindOrCreate("cdc.publish", PublishProperties.class);
        Map<String, Object> kafka = Map.of("bootstrap.servers", broker.getBrokersAsString(), "linger.ms", "5");
        topics = new Topics(() -> Admin.create(kafka), properties);
        publishers = new Publishers(
                kafka,
                kafka,
                properties,
                new TopicNames("tms"),
                topics,
                new SchemaRegistry(registry.url()),
                Clock.systemUTC());
        publisher = publishers.open(destination);
        topics.ensureTables(List.of(topic));
    }

    @AfterEach
    void closePublisher() {
        publisher.close();
        topics.close();
    }

    @Test
    void aCheckpointTellsWhereItsBatchEnds() {
        publish("a");
        publish("a", "b", "c", "d", "e", "f");
        publish();
        publish("b", "b", "f");
        publish("a", "b", "c", "d", "e", "f");

        assertThat(checkpoints()).containsExactly(ends(1), ends(2), ends(3), ends(4), ends(5));
    }

    @Test
    void aBatchThatEndsElsewhereIsNotCommittedAndComesAgain() {
        publish("a");
        writeFromElsewhere();
        assertThatThrownBy(() -> publish("a"))
                .isInstanceOf(SharedTopicException.class)
                .hasMessageContaining(topic);
        publisher.close();

        publisher = publishers.open(destination);
        publish("a");
        writeFromElsewhere();
        publish("a");

        assertThat(checkpoints()).containsExactly(ends(1), ends(3), ends(4));
    }

    @Test
    void whatWasUndoneIsNotExpected() {
        publish("a");
        send("a", "a");
        publisher.confirm(progress());
        publish("a");

        assertThat(checkpoints()).containsExactly(ends(1), ends(3));
    }

    private void writeFromElsewhere() {
        try (var other = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                var unused = other.send(new ProducerRecord<>(topic, partition, new byte[] {0}, new byte[] {0}));
            }
        }
    }

    private void publish(String... keys) {
        send(keys);
        publisher.commit(progress());
    }

    /** Records that hold the number of their batch. */
    private void send(String... keys) {
        batch++;
        for (var key : keys) {
            publisher.send(topic, ("00000" + key).getBytes(UTF_8), new byte[] {batch}, List.of());
        }
    }

    private Progress progress() {
        var state = new ReadState(new LogPosition("mysql-bin.000001", 100L * batch, 0), null, null, 1, batch);
        return new Progress(state, batch, null, null, 1, List.of());
    }

    /** Where a batch really ends, by partition. */
    private Map<Integer, Long> ends(int batch) {
        return read(topic).stream()
                .filter(record -> record.value()[0] == batch)
                .collect(Collectors.toMap(ConsumerRecord::partition, record -> record.offset() + 1, Math::max));
    }

    /** Where the batches end as the checkpoints tell it. */
    private List<Map<Integer, Long>> checkpoints() {
        var avro = new AvroDeserializer(new SchemaRegistry(registry.url()));
        return read("tms.checkpoint").stream()
                .filter(record -> new String(record.key(), UTF_8).equals(destination))
                .map(record -> ends(avro.deserialize("tms.checkpoint", record.value())))
                .toList();
    }

    private Map<Integer, Long> ends(@Nullable GenericRecord checkpoint) {
        assertThat(checkpoint).isNotNull();
        return ((List<?>) checkpoint.get("ends"))
                .stream()
                        .map(GenericRecord.class::cast)
                        .peek(end -> assertThat(end.get("topic")).hasToString(topic))
                        .collect(Collectors.toMap(
                                end -> (Integer) end.get("partition"), end -> (Long) end.get("end_offset")));
    }

    /** All committed records of a topic, each partition in its order. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
