package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics with the declared partitions and settings. A setting of a topic that is there already is corrected
 * where that loses nothing, and refused else.
 */
public final class Topics implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Supplier<Admin> admins;
    private final PublishProperties properties;
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private @Nullable Admin admin;

    /**
     * Topics of the brokers that a client reaches.
     *
     * @param admins opens the client with the first request: it looks the brokers' names up
     */
    Topics(Supplier<Admin> admins, PublishProperties properties) {
        this.admins = admins;
        this.properties = properties;
    }

    /**
     * Makes sure that the topics which every pipeline has are there.
     *
     * @throws WrongTopicException where one is not as it must be
     */
    public void ensureFixed(TopicNames names) {
        ensureCheckpoints(names.checkpoint());
        ensure(names.heartbeat(), 1, TopicSettings.compacted(Duration.ZERO, maxBytes()));
        ensure(names.schemaChanges(), 1, keyless());
        if (properties.transactionMetadata()) {
            ensure(names.transaction(), 1, TopicSettings.kept(properties.checkpointRetention(), maxBytes()));
        }
    }

    /** Earlier producers made a topic that forgets the last checkpoint of a source which is quiet for long. */
    private void ensureCheckpoints(String topic) {
        var settings = TopicSettings.compacted(properties.checkpointRetention(), maxBytes());
        var actual = actual(topic, 1);
        if (actual.isPresent() && !TopicSettings.isCompacted(actual.get())) {
            redeclare(topic, 1, settings);
        } else {
            ensure(topic, 1, settings, actual);
        }
    }

    /**
     * Makes sure that the topics of tables are there, compacted. One that is there already may be that of a table
     * without key, see {@link #ensureTable}.
     *
     * @throws WrongTopicException where one is not as declared
     */
    public void ensureTables(Collection<String> topics) {
        for (var topic : topics) {
            if (!partitions.containsKey(topic)) {
                var actual = actual(topic, properties.partitions());
                var keyed = actual.map(TopicSettings::isCompacted).orElse(true);
                ensure(topic, properties.partitions(), keyed ? keyed() : keyless(), actual);
            }
        }
    }

    /**
     * Makes sure that a table's topic is there, and is not compacted where the table has no key: Kafka takes no record
     * without a key into a compacted topic.
     *
     * @throws WrongTopicException where it is not as declared, or holds records with keys and the table has none
     */
    public void ensureTable(String topic, boolean keyed) {
        if (settled.contains(topic + keyed)) {
            return;
        }
        var actual = actual(topic, properties.partitions());
        if (!keyed && actual.map(TopicSettings::isCompacted).orElse(false)) {
            refuseKeys(topic);
            log.warn("table has no key: topic={} is not compacted, and its records have no key", topic);
            redeclare(topic, properties.partitions(), keyless());
        } else {
            ensure(topic, properties.partitions(), keyed ? keyed() : keyless(), actual);
        }
        settled.add(topic + keyed);
    }

    /**
     * Makes sure that the topic of parked changes is there: one partition, which has their order, and nothing deleted.
     *
     * @throws WrongTopicException where it is not as declared
     */
    public void ensureParked(String topic) {
        if (!partitions.containsKey(topic)) {
            ensure(topic, 1, keyless());
        }
    }

    /** Where the topic of parked changes ends: no record that is sent from now on has a smaller offset. */
    public long endOfParked(String topic) {
        return end(topic, 1);
    }

    private void refuseKeys(String topic) {
        if (end(topic, properties.partitions()) > 0) {
            throw new WrongTopicException("topic " + topic + " holds records with keys, but its table has no key now:"
                    + " compaction would end and the newest record of each key would not be told; name the key"
                    + " columns in cdc.capture.keys, or publish under another prefix");
        }
    }

    /** How many partitions a topic has, once it was ensured. */
    int partitions(String topic) {
        var count = partitions.get(topic);
        if (count == null) {
            throw new IllegalStateException("topic " + topic + " was not ensured");
        }
        return count;
    }

    /** Where a topic's first partitions end, added up, with what is not committed yet. */
    long end(String topic, int count) {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (int i = 0; i < count; i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return get(admin().listOffsets(latest).all(), "find the end of topic " + topic).values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    private TopicSettings keyed() {
        return TopicSettings.compacted(properties.compactionLag(), properties.maxCompactionLag(), maxBytes());
    }

    private TopicSettings keyless() {
        return TopicSettings.keptForEver(maxBytes());
    }

    private long maxBytes() {
        return properties.maxRecordSize().toBytes();
    }

    /** Sets all settings, and reads none back: a broker shows them only after a moment. */
    private void redeclare(String topic, int declared, TopicSettings settings) {
        set(topic, settings.declared());
        partitions.put(topic, declared);
    }

    private void ensure(String topic, int declared, TopicSettings settings) {
        ensure(topic, declared, settings, actual(topic, declared));
    }

    private void ensure(String topic, int declared, TopicSettings settings, Optional<Map<String, String>> actual) {
        if (actual.isPresent()) {
            var corrections = settings.corrections(topic, actual.get());
            if (!corrections.isEmpty()) {
                set(topic, corrections);
            }
        } else {
            create(new NewTopic(topic, declared, properties.replicationFactor()).configs(settings.declared()));
        }
        partitions.put(topic, declared);
    }

    /**
     * The settings that a topic has; empty where there is no such topic.
     *
     * @throws WrongTopicException where it has other partitions than declared
     */
    private Optional<Map<String, String>> actual(String topic, int declared) {
        var count = count(topic);
        if (count != 0 && count != declared) {
            throw new WrongTopicException("topic " + topic + " has " + count + " partitions, but " + declared
                    + " are declared (cdc.publish.partitions): keys would move to other partitions and lose their order;"
                    + " declare " + count + ", or publish under another prefix");
        }
        return count == 0 ? Optional.empty() : Optional.of(settings(topic));
    }

    /** 0 where there is no such topic. */
    private int count(String topic) {
        try {
            var description =
                    admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return description == null ? 0 : description.partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new KafkaException("cannot describe topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted("describe topic " + topic, e);
        }
    }

    private Map<String, String> settings(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = get(admin().describeConfigs(List.of(resource)).all(), "read the settings of topic " + topic)
                .get(resource);
        var actual = new HashMap<String, String>();
        if (config != null) {
            config.entries().forEach(entry -> actual.put(entry.name(), entry.value()));
        }
        return actual;
    }

    private void create(NewTopic topic) {
        try {
            admin().createTopics(List.of(topic)).all().get();
            log.info("topic created: name={} partitions={}", topic.name(), topic.numPartitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create topic " + topic.name(), e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted("create topic " + topic.name(), e);
        }
    }

    private void set(String topic, Map<String, String> settings) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var changes = settings.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        get(admin().incrementalAlterConfigs(Map.of(resource, changes)).all(), "change the settings of topic " + topic);
        log.warn("topic changed to what is declared: name={} settings={}", topic, settings);
    }

    private Admin admin() {
        if (admin == null) {
            admin = admins.get();
        }
        return admin;
    }

    private static <T> T get(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot " + what, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static KafkaException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted: cannot " + what, e);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }
}
