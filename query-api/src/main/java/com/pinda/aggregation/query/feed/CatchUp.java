package com.pinda.aggregation.query.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads from Kafka what a caller missed. One thread; many may close it. */
final class CatchUp {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Consumer<byte[], byte[]> kafka;
    private final EventReader events;
    private final Duration history;
    private final Clock clock;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private List<TopicPartition> partitions = List.of();

    /**
     * Something to be read.
     *
     * @param kafka belongs to it from now on
     * @param history how long the topic keeps all records
     */
    CatchUp(
            String topic,
            Consumer<byte[], byte[]> kafka,
            EventReader events,
            Duration history,
            Clock clock,
            Runnable whenClosed) {
        this.topic = topic;
        this.kafka = kafka;
        this.events = events;
        this.history = history;
        this.clock = clock;
        this.whenClosed = whenClosed;
    }

    /** Begins at a position; false where the topic has no such, or does not have all that came since then. */
    boolean begin(Offsets position) {
        partitions = kafka.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        var known = partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        if (!known.equals(position.next().keySet())) {
            return false;
        }
        kafka.assign(partitions);
        var first = kafka.beginningOffsets(partitions);
        var end = kafka.endOffsets(partitions);
        var since = clock.instant().minus(history).toEpochMilli();
        var kept = kafka.offsetsForTimes(partitions.stream().collect(Collectors.toMap(each -> each, each -> since)));
        for (var partition : partitions) {
            var next = position.of(partition.partition());
            var ends = end.getOrDefault(partition, 0L);
            var time = kept.get(partition);
            // behind the last record there is the end of its transaction
            var isKept = time == null ? next >= ends - 1 : next >= time.offset();
            if (next < first.getOrDefault(partition, 0L) || next > ends || !(isKept || next == ends)) {
                return false;
            }
        }
        partitions.forEach(partition -> kafka.seek(partition, position.of(partition.partition())));
        return true;
    }

    /** The next events, if there are any. */
    List<FeedEvent> next() {
        var next = new ArrayList<FeedEvent>();
        kafka.poll(POLL).forEach(record -> next.add(events.read(record)));
        return next;
    }

    /** Behind all that was read. */
    Offsets position() {
        var next = new TreeMap<Integer, Long>();
        partitions.forEach(partition -> next.put(partition.partition(), kafka.position(partition)));
        return new Offsets(next);
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                kafka.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(POLL));
            } finally {
                whenClosed.run();
            }
        }
    }
}
