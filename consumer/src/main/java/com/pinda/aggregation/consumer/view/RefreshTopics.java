package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.CopyNames;
import com.pinda.aggregation.schema.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Makes the refresh topics; each is looked for once. */
@Component
final class RefreshTopics {

    private static final Logger log = LoggerFactory.getLogger(RefreshTopics.class);

    private static final long TIMEOUT_SECONDS = 30;

    private final Map<String, Object> settings;
    private final ViewProperties properties;
    private final TopicNames topics;
    private final ViewProgress progress;
    private final ViewStates states;
    private final Map<Of, Topic> present = new ConcurrentHashMap<>();

    RefreshTopics(
            KafkaAdmin admin, ViewProperties properties, CopyNames copies, ViewProgress progress, ViewStates states) {
        this.settings = admin.getConfigurationProperties();
        this.properties = properties;
        this.topics = copies.topics();
        this.progress = progress;
        this.states = states;
    }

    private record Of(String view, Lane lane) {}

    /** A topic that is there, and how many partitions it has. */
    record Topic(String name, int partitions) {}

    /**
     * The topic of a view's lane, which is there from now on.
     *
     * @throws KafkaException where it cannot be made
     */
    Topic of(String view, Lane lane) {
        var known = present.get(new Of(view, lane));
        if (known != null) {
            return known;
        }
        var name = lane.topic(topics, view);
        var made = new Topic(name, make(view, lane, name));
        present.put(new Of(view, lane), made);
        return made;
    }

    /** Has a topic looked for again, as it may have been deleted. */
    void forget(String view, Lane lane) {
        present.remove(new Of(view, lane));
    }

    private synchronized int make(String view, Lane lane, String name) {
        try (var admin = Admin.create(settings)) {
            if (create(admin, name)) {
                // what was in one of that name, and was not refreshed, is lost
                progress.forget(view, lane);
                states.askFill(view);
                log.info("refresh topic created: topic={} partitions={}", name, properties.partitions());
                return properties.partitions();
            }
            return got(admin.describeTopics(List.of(name)).allTopicNames())
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot make topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while making topic " + name, e);
        }
    }

    /** False where it is there. */
    private boolean create(Admin admin, String name) throws InterruptedException, ExecutionException, TimeoutException {
        var topic = new NewTopic(name, Optional.of(properties.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(properties.retention().toMillis())));
        try {
            got(admin.createTopics(List.of(topic)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T got(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
