package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens publishers of one destination, and finds where the last one ended. */
public final class Publishers {

    /** The Kafka client's own default. */
    private static final int DEFAULT_TRANSACTION_TIMEOUT_MS = 60_000;

    /** How much later than a transaction's timeout Kafka may end it: it looks every 10 seconds. */
    private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(30);

    private final Map<String, Object> producerSettings;
    private final Map<String, Object> consumerSettings;
    private final PublishProperties properties;
    private final TopicNames names;
    private final Topics topics;
    private final SchemaRegistry registry;
    private final Clock clock;

    /** As the topic of transactions where several producers have one prefix. */
    private final Set<String> sharedTopics = new HashSet<>();

    Publishers(
            Map<String, Object> producerSettings,
            Map<String, Object> consumerSettings,
            PublishProperties properties,
            TopicNames names,
            Topics topics,
            SchemaRegistry registry,
            Clock clock) {
        this.producerSettings = producerSettings;
        this.consumerSettings = consumerSettings;
        this.properties = properties;
        this.names = names;
        this.topics = topics;
        this.registry = registry;
        this.clock = clock;
    }

    /** A publisher that has taken over from any earlier one of the destination, whose transactional id it shares. */
    public Publisher open(String destination) {
        topics.ensureFixed(names);
        Map<String, Object> kafka = new HashMap<>(producerSettings);
        kafka.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, names.prefix() + "-" + destination);
        var maxBytes = Math.toIntExact(properties.maxRecordSize().toBytes());
        kafka.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxBytes);
        // Kafka takes a batch of records as little as a record that is larger.
        kafka.computeIfPresent(
                ProducerConfig.BATCH_SIZE_CONFIG,
                (setting, size) -> Math.min(Integer.parseInt(size.toString()), maxBytes));
        var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        var publisher = new Publisher(
                producer,
                topics,
                names,
                new AvroSerializer(registry, false),
                destination,
                transactionTimeout(kafka),
                new BatchEnds(sharedTopics),
                clock);
        try {
            publisher.takeOver();
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
        return publisher;
    }

    private static Duration transactionTimeout(Map<String, Object> kafka) {
        var timeout = kafka.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DEFAULT_TRANSACTION_TIMEOUT_MS);
        return Duration.ofMillis(Long.parseLong(timeout.toString()));
    }

    /** Where the destination's last publisher ended. Call it after {@link #open}, when no other can commit any more. */
    public Optional<LastCheckpoint> last(String destination) {
        try (var consumer = consumer()) {
            var patience = transactionTimeout(producerSettings).plus(TIMEOUT_GRACE);
            return new CheckpointLog(names.checkpoint(), destination, new AvroDeserializer(registry), patience)
                    .last(consumer, topics.end(names.checkpoint(), 1));
        }
    }

    /** The committed records of a topic with one partition, from an offset on. */
    public CommittedRecords read(String topic, long from) {
        return new CommittedRecords(consumer(), topics, topic, from);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> kafka = new HashMap<>(consumerSettings);
        kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
