package com.pinda.aggregation.consumer.copy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;

/**
 * Hands polls to the {@link Applier}, then commits their offsets. The database's own progress decides what was applied;
 * the offsets in Kafka lead a restart there, and are for tools to see and to set back.
 */
@Component
final class CopyListener implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(CopyListener.class);

    private final Applier applier;
    private final Progress progress;
    private final OffsetCommits commits;
    private final StoppedPartitions stopped;
    private final CopyMetrics metrics;

    CopyListener(
            Applier applier, Progress progress, OffsetCommits commits, StoppedPartitions stopped, CopyMetrics metrics) {
        this.applier = applier;
        this.progress = progress;
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
        if (isAheadOfDatabase(poll)) {
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
        commits.commit(reached(poll, outcome), consumer);
        stopped.update(poll.partitions(), outcome.stopped(), consumer);
        metrics.applied(outcome, consumer);
    }

    /** While nothing comes the loss of what was applied would go unseen; comes on the consumer's own thread. */
    @EventListener
    void idle(ListenerContainerIdleEvent event) {
        var consumer = event.getConsumer();
        if (progress.isLost(consumer.assignment())) {
            log.warn("reading again what the database has lost");
            readAgain(ConsumerRecords.empty(), consumer);
        }
    }

    /**
     * Whether a partition that is new to this run was read from behind what the database has applied. Mostly there is
     * nothing in between but the end of a transaction.
     */
    private boolean isAheadOfDatabase(ConsumerRecords<byte[], byte[]> poll) {
        var fresh = poll.partitions().stream()
                .filter(partition -> !progress.knows(partition))
                .toList();
        if (fresh.isEmpty()) {
            return false;
        }
        var next = progress.nextOffsets();
        return fresh.stream()
                .anyMatch(partition -> poll.records(partition).get(0).offset() > next.getOrDefault(partition, 0L));
    }

    /**
     * Has the consumer go back to what the database has applied, in all its partitions, of which others may be quiet.
     */
    private void readAgain(ConsumerRecords<byte[], byte[]> poll, Consumer<?, ?> consumer) {
        var next = progress.believe(consumer.assignment());
        commits.forget(consumer.assignment());
        for (var partition : consumer.assignment()) {
            var records = poll.records(partition);
            var from = records.isEmpty()
                    ? consumer.position(partition)
                    : records.get(0).offset();
            consumer.seek(partition, Math.min(from, next.getOrDefault(partition, 0L)));
        }
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

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment ack,
            @Nullable Consumer<?, ?> consumer) {
        throw new IllegalStateException("polls are taken whole");
    }
}
