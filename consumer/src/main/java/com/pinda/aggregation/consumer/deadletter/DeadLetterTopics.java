package com.pinda.aggregation.consumer.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The topics {@code <topic>.<group>.dlq}; each is made when it is first needed. */
@Component
final class DeadLetterTopics {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterTopics.class);

    private static final long TIMEOUT_SECONDS = 30;

    /** What is added to a record, most of it the stack trace. */
    private static final int HEADER_BYTES = 1 << 20;

    private final Map<String, Object> settings;
    private final DeadLetterProperties properties;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    DeadLetterTopics(KafkaAdmin admin, DeadLetterProperties properties) {
        this.settings = admin.getConfigurationProperties();
        this.properties = properties;
    }

    /**
     * The dead letter topic of a topic, which is there from now on: of one partition, and as many replicas as the topic
     * has.
     *
     * @throws KafkaException where it cannot be made
     */
    String of(String topic, String group) {
        var name = topic + "." + group + ".dlq";
        if (!present.contains(name)) {
            create(topic, name);
            present.add(name);
        }
        return name;
    }

    /** Has a topic looked for, and made, again: it may have been deleted. */
    void forget(String name) {
        present.remove(name);
    }

    private void create(String topic, String name) {
        try (var admin = Admin.create(settings)) {
            var partition = got(admin.describeTopics(List.of(topic)).allTopicNames())
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(0);
            var replicas = (short) partition.replicas().size();
            var made = new NewTopic(name, 1, replicas).configs(configs(admin, topic));
            got(admin.createTopics(List.of(made)).all());
            log.info("dead letter topic created: topic={} retention={}", name, properties.retention());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create topic " + name, e.getCause());
            }
        } catch (TimeoutException e) {
            throw new KafkaException("cannot create topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topic " + name, e);
        }
    }

    private Map<String, String> configs(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = got(admin.describeConfigs(List.of(resource)).all()).get(resource);
        var largest = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        var bytes = largest == null ? 0 : Long.parseLong(largest.value());
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(properties.retention().toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(Math.min(Integer.MAX_VALUE, bytes + HEADER_BYTES)));
    }

    private static <T> T got(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
