package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.RegistryException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** DOWN, with the reason, while a poll is tried again, a partition is stopped, or a listener gets nothing. */
@Component("copyHealthIndicator")
final class CopyHealth implements HealthIndicator, EndlessRetry.Watcher, BatchInterceptor<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CopyHealth.class);
    private static final String NOT_STARTED = "not started yet";

    private final StoppedPartitions stopped;
    private final Listeners listeners;
    private final KafkaAccess access;
    private final CopyMetrics metrics;
    private final Map<Thread, String> failing = new ConcurrentHashMap<>();
    private volatile @Nullable String starting = NOT_STARTED;

    CopyHealth(StoppedPartitions stopped, Listeners listeners, KafkaAccess access, CopyMetrics metrics) {
        this.stopped = stopped;
        this.listeners = listeners;
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    public Health health() {
        var reasons = stopped.reasons();
        failing.forEach((thread, reason) -> reasons.put(thread.getName(), reason));
        var start = starting;
        if (start == null) {
            reasons.putAll(listeners.reasons());
            access.refusal().ifPresent(reason -> reasons.put("kafka", reason));
        } else {
            reasons.put("start", start);
        }
        return reasons.isEmpty()
                ? Health.up().build()
                : Health.down().withDetails(reasons).build();
    }

    /** Why the start is not over; null where it is. */
    void starting(@Nullable String reason) {
        starting = reason;
    }

    /** What the start asks; a reason that is known stays until the next is. */
    void asking(String server) {
        if (NOT_STARTED.equals(starting)) {
            starting = "waiting for " + server;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> intercept(
            ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        return records;
    }

    @Override
    public void success(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
        failing.remove(Thread.currentThread());
    }

    @Override
    public void letGo() {
        failing.remove(Thread.currentThread());
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, Exception exception, int attempt) {
        failing.put(Thread.currentThread(), AwaitedServers.reason(exception));
        metrics.failed(records.partitions());
        log(exception, attempt, records.partitions());
    }

    private static void log(Exception exception, int attempt, Collection<TopicPartition> partitions) {
        if (isTheWorld(exception)) {
            log.warn("not applied, trying again: attempt={} reason={}", attempt, AwaitedServers.reason(exception));
        } else {
            log.error("not applied, trying again: attempt={} partitions={}", attempt, partitions, exception);
        }
    }

    private static boolean isTheWorld(Throwable exception) {
        for (Throwable t = exception; t != null; t = t.getCause()) {
            if (t instanceof DataAccessException
                    || t instanceof TransactionException
                    || t instanceof RegistryException
                    || t instanceof MovedCopyException
                    || t instanceof KafkaException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception exception, int attempt) {
        throw new IllegalStateException("records are taken in batches", exception);
    }
}
