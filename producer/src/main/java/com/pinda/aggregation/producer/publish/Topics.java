package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics with the declared partitions and settings, and refuses those that have others. */
public final class Topics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private final Admin admin;
    private final PublishProperties properties;
    private final Map<String, Integer> partitions = new HashMap<>();

    Topics(Admin admin, PublishProperties properties) {
        this.admin = admin;
        this.properties = properties;
    }

    /**
     * Makes sure that the topics which every pipeline has are there.
     *
     * @throws WrongTopicException where one has other partitions than it must have
     */
    public void ensureFixed(TopicNames names) {
        ensure(names.checkpoint(), 1, deleted(properties.checkpointRetention().toMillis()));
        ensure(names.heartbeat(), 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        ensure(names.schemaChanges(), 1, deleted(-1));
    }

    /**
     * Makes sure that the topics of tables are there, compacted.
     *
     * @throws WrongTopicException where one has other partitions than declared
     */
    public void ensureTables(Collection<String> topics) {
        topics.forEach(topic -> ensure(topic, properties.partitions(), compacted()));
    }

    /**
     * Makes sure that a table's topic is there, and is not compacted where the table has no key: Kafka takes no record
     * without a key into a compacted topic.
     *
     * @throws WrongTopicException where it has other partitions than declared
     */
    public void ensureTable(String topic, boolean keyed) {
        ensure(topic, properties.partitions(), keyed ? compacted() : deleted(-1));
        if (!keyed) {
            setPolicy(topic, TopicConfig.CLEANUP_POLICY_DELETE);
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

    private Map<String, String> compacted() {
        var lag = Long.toString(properties.compactionLag().toMillis());
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                lag,
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                lag,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(properties.maxRecordSize().toBytes()));
    }

    private Map<String, String> deleted(long retentionMs) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retentionMs),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Long.toString(properties.maxRecordSize().toBytes()));
    }

    private void ensure(String topic, int declared, Map<String, String> settings) {
        if (partitions.containsKey(topic)) {
            return;
        }
        var actual = count(topic);
        if (actual == 0) {
            create(new NewTopic(topic, declared, properties.replicationFactor()).configs(settings));
            actual = declared;
        }
        if (actual != declared) {
            throw new WrongTopicException("topic " + topic + " has " + actual + " partitions, but " + declared
                    + " are declared (cdc.publish.partitions): keys would move to other partitions and lose their order;"
                    + " declare " + actual + ", or publish under another prefix");
        }
        partitions.put(topic, actual);
    }

    /** 0 where there is no such topic. */
    private int count(String topic) {
        try {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return description == null ? 0 : description.partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new KafkaException("cannot describe topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(topic, e);
        }
    }

    private void create(NewTopic topic) {
        try {
            admin.createTopics(List.of(topic)).all().get();
            log.info("topic created: name={} partitions={}", topic.name(), topic.numPartitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create topic " + topic.name(), e.getCause());
            }
        } catch (InterruptedException e) {
            throw interrupted(topic.name(), e);
        }
    }

    private void setPolicy(String topic, String policy) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change =
                new AlterConfigOp(new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
            log.warn("table has no key: topic={} is not compacted, and its records have no key", topic);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot set the cleanup policy of topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(topic, e);
        }
    }

    private static KafkaException interrupted(String topic, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted at topic " + topic, e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
