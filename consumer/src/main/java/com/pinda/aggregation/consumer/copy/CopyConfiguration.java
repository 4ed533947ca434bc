package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Three listeners: the tables, the capture's checkpoints, the source's DDL. Each is started by {@link CopyStart}. */
@EnableScheduling
@Configuration(proxyBeanMethods = false)
class CopyConfiguration {

    /**
     * Checkpoints come with each batch of the capture; once in this time is often enough to note the last of them. Who
     * reads their own writes waits for that.
     */
    private static final Duration CAPTURE_INTERVAL = Duration.ofMillis(50);

    /** How often offsets that are not committed yet, or that Kafka did not take, are committed while nothing comes. */
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(5);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SchemaRegistry schemaRegistry(RegistryProperties properties, SslBundles bundles) {
        return properties.client(bundles);
    }

    @Bean
    ThreadPoolTaskScheduler copyScheduler() {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("copy-scheduler-");
        scheduler.setDaemon(true);
        // partitions are resumed while parked records are tried, or published, which may take its time
        scheduler.setPoolSize(3);
        return scheduler;
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> copyContainer(
            ConsumerFactory<byte[], byte[]> consumers,
            CopyProperties properties,
            CopyListener listener,
            CopyHealth health,
            ConsumerAwareRebalanceListener rebalances) {
        var topics = properties.copiedTables().stream().map(CopiedTable::topic).toArray(String[]::new);
        var container = new ContainerProperties(topics);
        container.setGroupId(properties.group());
        container.setAckMode(ContainerProperties.AckMode.MANUAL);
        container.setIdleEventInterval(IDLE_INTERVAL.toMillis());
        container.setMessageListener(listener);
        container.setConsumerRebalanceListener(rebalances);
        var errors = new EndlessRetry(health);
        // else the container would commit a whole poll that failed once, also what the listener stopped in front of
        errors.setAckAfterHandle(false);
        var copies = container(consumers, container, errors, health);
        copies.setConcurrency(properties.threads());
        return copies;
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> captureContainer(
            ConsumerFactory<byte[], byte[]> consumers,
            CopyProperties properties,
            CaptureListener listener,
            CopyHealth health) {
        var container = new ContainerProperties(
                properties.topics().checkpoint(), properties.topics().heartbeat());
        container.setGroupId(properties.group() + "-progress");
        container.setMessageListener(listener);
        container.setIdleBetweenPolls(CAPTURE_INTERVAL.toMillis());
        return container(consumers, container, new EndlessRetry(health), health);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> schemaChangeContainer(
            ConsumerFactory<byte[], byte[]> consumers,
            CopyProperties properties,
            SchemaChangeListener listener,
            CopyHealth health) {
        var container = new ContainerProperties(properties.topics().schemaChanges());
        container.setGroupId(properties.group() + "-schema");
        container.setMessageListener(listener);
        return container(consumers, container, new EndlessRetry(health), health);
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
            ConsumerFactory<byte[], byte[]> consumers,
            ContainerProperties properties,
            DefaultErrorHandler errors,
            CopyHealth health) {
        // else it stops for good where a broker's certificate, or what Kafka asks of it, was wrong for a while
        properties.setAuthExceptionRetryInterval(KafkaAccess.RETRY);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setCommonErrorHandler(errors);
        container.setBatchInterceptor(health);
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    ConsumerAwareRebalanceListener copyRebalances(
            Readers readers, Progress progress, OffsetCommits commits, StoppedPartitions stopped, CopyMetrics metrics) {
        return new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                progress.assigned(partitions);
                readers.forget(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
            }

            @Override
            public void onPartitionsRevokedBeforeCommit(
                    Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                commits.commitLast(partitions, consumer);
            }

            @Override
            public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                gone(partitions);
            }

            @Override
            public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                gone(partitions);
            }

            private void gone(Collection<TopicPartition> partitions) {
                commits.forget(partitions);
                stopped.gone(partitions);
                metrics.gone(partitions);
            }
        };
    }
}
