package com.pinda.aggregation.consumer.view.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;

/** Makes the topics of views as the producer makes those of tables: compacted, after all was kept for some days. */
final class ViewTopics {

    /** Of a record, as in the tables' topics. */
    static final int MAX_RECORD_BYTES = 8 << 20;

    private static final Logger log = LoggerFactory.getLogger(ViewTopics.class);

    private static final Duration HISTORY = Duration.ofDays(7);
    private static final long TIMEOUT_SECONDS = 10;

    private final Map<String, Object> settings;
    private final int partitions;

    /** @param settings of an admin client */
    ViewTopics(Map<String, Object> settings, int partitions) {
        this.settings = settings;
        this.partitions = partitions;
    }

    /**
     * A topic, which is there from now on.
     *
     * @throws KafkaException where it cannot be made
     */
    Topic of(String name) {
        try (var admin = Admin.create(settings)) {
            var created = create(admin, name);
            if (created.isPresent()) {
                return created.get();
            }
            var found = got(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
            if (found == null) {
                throw new KafkaException("cannot find topic " + name);
            }
            return new Topic(
                    name, found.topicId().toString(), found.partitions().size());
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot make topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while making topic " + name, e);
        }
    }

    /** The topic, which Kafka may not know of at once; empty where it was there. */
    private Optional<Topic> create(Admin admin, String name)
            throws InterruptedException, ExecutionException, TimeoutException {
        var topic = new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        String.valueOf(HISTORY.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(MAX_RECORD_BYTES)));
        try {
            var created = admin.createTopics(List.of(topic));
            var id = got(created.topicId(name)).toString();
            log.info("view topic created: topic={} partitions={}", name, partitions);
            return Optional.of(new Topic(name, id, partitions));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> T got(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
