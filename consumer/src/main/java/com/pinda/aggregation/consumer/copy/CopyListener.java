package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/**
 * Hands polls to the {@link Applier}, then has their offsets committed. The database's own progress decides what was
 * applied; the offsets in Kafka lead a restart there, and are for tools to see and to set back.
 */
@Component
final class CopyListener implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CopyListener.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(5);

    /** Whether somebody was told that the database is away while nothing comes. */
    private final AtomicBoolean told = new AtomicBoolean();

    private final ThreadLocal<Long> lookedNanos = ThreadLocal.withInitial(System::nanoTime);
    private final Applier applier;
    private final Progress progress;
    private final AppliedRecords applied;
    private final OffsetCommits commits;
    private final StoppedPartitions stopped;
    private final CopyMetrics metrics;

    CopyListener(
            Applier applier,
            Progress progress,
            AppliedRecords applied,
            OffsetCommits commits,
            StoppedPartitions stopped,
            CopyMetrics metrics) {
        this.applier = applier;
        this.progress = progress;
        this.applied = applied;
        this.commits = commits;
        this.stopped = stopped;
        this.metrics = metrics;
    }

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> poll, @Nullable Acknowledgment ack, Consumer<byte[], byte[]> consumer) {
        if (isAheadOfDatabase(poll.partitions(), poll, consumer)) {
            readAgain(poll, consumer);
            return;
        }
        Applier.Outcome outcome;
        try {
            outcome = applier.apply(poll);
        } catch (LostProgressException e) {
            log.warn("reading again what the database has lost: reason={}", e.getMessage());
            readAgain(poll, consumer);
            return;
        }
        var reached = reached(poll, outcome);
        applied.tell(poll, offsets(reached));
        commits.commit(reached, consumer);
        stopped.update(poll.partitions(), outcome.stopped(), consumer);
        metrics.applied(outcome, consumer);
    }

    /** While nothing comes the loss of what was applied would go unseen; comes on the consumer's own thread. */
    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        var consumer = event.getConsumer();
        try {
            if (isAheadOfDatabase(consumer.assignment(), ConsumerRecords.empty(), consumer)) {
                readAgain(ConsumerRecords.empty(), consumer);
            }
        } catch (DataAccessException e) {
            if (!told.getAndSet(true)) {
                log.warn("database is away, looked at again soon: reason={}", AwaitedServers.reason(e));
            }
        } catch (KafkaException e) {
            log.debug("broker is away, looked at again soon", e);
        }
    }

    /**
     * Whether one of these partitions is read from behind what the database has applied: it was assigned, and may have
     * been set back by another consumer; or, now and then, whether the database has lost something of any. Mostly there
     * is nothing in between but the end of a transaction.
     */
    private boolean isAheadOfDatabase(
            Collection<TopicPartition> partitions, ConsumerRecords<byte[], byte[]> poll, Consumer<?, ?> consumer) {
        var now = System.nanoTime();
        var look = now - lookedNanos.get() >= LOOK_EVERY.toNanos();
        var fresh = (look ? consumer.assignment() : partitions)
                .stream().filter(partition -> !progress.knows(partition)).toList();
        if (fresh.isEmpty() && !look) {
            return false;
        }
        lookedNanos.set(now);
        var next = progress.nextOffsets();
        if (told.getAndSet(false)) {
            log.info("database is back");
        }
        if (progress.isLost(consumer.assignment(), next)) {
            return true;
        }
        for (var partition : fresh) {
            var from = poll.records(partition).isEmpty() ? reached(partition, consumer) : from(partition, poll);
            if (from > next.getOrDefault(partition, 0L)) {
                return true;
            }
            if (from >= 0) {
                progress.believe(List.of(partition), next);
            }
        }
        return false;
    }

    private static long from(TopicPartition partition, ConsumerRecords<byte[], byte[]> poll) {
        return poll.records(partition).get(0).offset();
    }

    /** Where a partition is read on from; -1 where that is not known yet. */
    private static long reached(TopicPartition partition, Consumer<?, ?> consumer) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (TimeoutException e) {
            log.debug("read on from somewhere, looked at again soon: partition={}", partition, e);
            return -1;
        }
    }

    /**
     * Has the consumer go back to what the database has applied, in all its partitions, of which others may be quiet.
     */
    private void readAgain(ConsumerRecords<byte[], byte[]> poll, Consumer<?, ?> consumer) {
        log.debug("reading on from where the database is: partitions={}", consumer.assignment());
        var next = progress.nextOffsets();
        var targets = new HashMap<TopicPartition, Long>();
        for (var partition : consumer.assignment()) {
            var from = poll.records(partition).isEmpty()
                    ? consumer.position(partition, POSITION_TIMEOUT)
                    : from(partition, poll);
            targets.put(partition, Math.min(from, next.getOrDefault(partition, 0L)));
        }
        // from here on nothing fails: a partition whose loss was believed and that did not go back would lack it for
        // ever
        progress.believe(targets.keySet(), next);
        commits.forget(targets.keySet());
        targets.forEach(consumer::seek);
    }

    /** Where each partition goes on, also those of which nothing could be applied. */
    private static Map<TopicPartition, OffsetAndMetadata> reached(
            ConsumerRecords<byte[], byte[]> poll, Applier.Outcome outcome) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : poll.partitions()) {
            var failure = outcome.stopped().get(partition);
            var records = poll.records(partition);
            var next = failure == null ? records.get(records.size() - 1).offset() + 1 : failure.offset();
            offsets.put(partition, new OffsetAndMetadata(next));
        }
        return offsets;
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetAndMetadata> reached) {
        return reached.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, next -> next.getValue().offset()));
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment ack,
            @Nullable Consumer<?, ?> consumer) {
        throw new IllegalStateException("polls are taken whole");
    }
}
