package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.stereotype.Component;

/**
 * Commits the group's offsets without waiting for Kafka, and not with each poll, as the progress in the database is
 * what counts. What Kafka did not take, and what came too soon after the last commit, is committed with a later poll's,
 * or when no more comes: a table that is quiet from then on would be shown as behind for ever.
 */
@Component
final class OffsetCommits {

    private static final Logger log = LoggerFactory.getLogger(OffsetCommits.class);

    /** Of one consumer: small polls come a hundred times a second. */
    private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

    private static final Duration LAST_TIMEOUT = Duration.ofSeconds(1);

    private final ThreadLocal<Long> committedNanos =
            ThreadLocal.withInitial(() -> System.nanoTime() - COMMIT_EVERY.toNanos());

    /** The last offset of each partition that Kafka has not confirmed. */
    private final Map<TopicPartition, OffsetAndMetadata> unconfirmed = new ConcurrentHashMap<>();

    /** Those of them that are not on their way to Kafka. */
    private final Set<TopicPartition> waiting = ConcurrentHashMap.newKeySet();

    /** Whether somebody was told that Kafka takes none. */
    private final AtomicBoolean told = new AtomicBoolean();

    /** Commits offsets, and those that wait, unless it has just done so; on the consumer's own thread. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Consumer<?, ?> consumer) {
        var reached = new HashMap<>(offsets);
        // a poll that was tried again may have outlived its partitions
        reached.keySet().retainAll(consumer.assignment());
        unconfirmed.putAll(reached);
        waiting.addAll(reached.keySet());
        var now = System.nanoTime();
        if (now - committedNanos.get() >= COMMIT_EVERY.toNanos()) {
            var due = due(consumer.assignment());
            if (!due.isEmpty()) {
                committedNanos.set(now);
                consumer.commitAsync(due, this::completed);
            }
        }
    }

    /**
     * Commits what waits of partitions that this consumer gives up, as when it ends, on its own thread. What Kafka does
     * not take now is read again by the next one, to which the database tells that it has it.
     */
    void commitLast(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
        var due = due(partitions);
        if (!due.isEmpty()) {
            try {
                consumer.commitSync(due, LAST_TIMEOUT);
            } catch (KafkaException e) {
                log.debug("last offsets not committed: offsets={}", due, e);
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> partitions) {
        var due = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : partitions) {
            var last = waiting.remove(partition) ? unconfirmed.get(partition) : null;
            if (last != null) {
                due.put(partition, last);
            }
        }
        return due;
    }

    /** Comes now and then while nothing is read, on the consumer's own thread. */
    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        commit(Map.of(), event.getConsumer());
    }

    private void completed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            offsets.forEach(unconfirmed::remove); // but for one that is newer
            told.set(false);
            return;
        }
        if (isPassing(failure) || told.getAndSet(true)) {
            log.debug("offsets not committed, tried again: offsets={}", offsets, failure);
        } else {
            log.warn("offsets not committed, tried again: offsets={} reason={}", offsets, failure.toString());
        }
        waiting.addAll(offsets.keySet());
    }

    private static boolean isPassing(Exception failure) {
        return failure instanceof RetriableException
                || failure instanceof CommitFailedException
                || failure instanceof RebalanceInProgressException;
    }

    /** Partitions are another consumer's now, or were set back. */
    void forget(Collection<TopicPartition> partitions) {
        unconfirmed.keySet().removeAll(partitions);
        waiting.removeAll(partitions);
    }
}
