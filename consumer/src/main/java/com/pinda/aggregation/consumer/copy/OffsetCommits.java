package com.pinda.aggregation.consumer.copy;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
 * Commits the group's offsets without waiting for Kafka, as the progress in the database is what counts. What Kafka did
 * not take is committed with the next poll's, or when no more comes: a table that is quiet from then on would be shown
 * as behind for ever.
 */
@Component
final class OffsetCommits {

    private static final Logger log = LoggerFactory.getLogger(OffsetCommits.class);

    /** The last offset of each partition that Kafka has not confirmed. */
    private final Map<TopicPartition, OffsetAndMetadata> unconfirmed = new ConcurrentHashMap<>();

    private final Set<TopicPartition> refused = ConcurrentHashMap.newKeySet();

    /** Whether somebody was told that Kafka takes none. */
    private final AtomicBoolean told = new AtomicBoolean();

    /** Commits offsets, and those that Kafka did not take before; on the consumer's own thread. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Consumer<?, ?> consumer) {
        var due = new HashMap<>(offsets);
        // a poll that was tried again may have outlived its partitions
        due.keySet().retainAll(consumer.assignment());
        unconfirmed.putAll(due);
        for (var partition : consumer.assignment()) {
            var last = refused.remove(partition) ? unconfirmed.get(partition) : null;
            if (last != null) {
                due.put(partition, last);
            }
        }
        if (!due.isEmpty()) {
            consumer.commitAsync(due, this::completed);
        }
    }

    /** Comes now and then while nothing is read, on the consumer's own thread. */
    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        commit(Map.of(), event.getConsumer());
    }

    private void completed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            offsets.forEach(unconfirmed::remove);
            told.set(false);
            return;
        }
        if (isPassing(failure) || told.getAndSet(true)) {
            log.debug("offsets not committed, tried again: offsets={}", offsets, failure);
        } else {
            log.warn("offsets not committed, tried again: offsets={} reason={}", offsets, failure.toString());
        }
        refused.addAll(offsets.keySet());
    }

    private static boolean isPassing(Exception failure) {
        return failure instanceof RetriableException
                || failure instanceof CommitFailedException
                || failure instanceof RebalanceInProgressException;
    }

    /** Partitions are another consumer's now, or were set back. */
    void forget(Collection<TopicPartition> partitions) {
        unconfirmed.keySet().removeAll(partitions);
        refused.removeAll(partitions);
    }
}
