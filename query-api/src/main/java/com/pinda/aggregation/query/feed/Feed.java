package com.pinda.aggregation.query.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of one view as they come, and those that came last. Safe for use by many threads. */
final class Feed {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final int most;
    private final EventReader events;
    private final Consumer<byte[], byte[]> kafka;
    private final Deque<FeedEvent> recent = new ArrayDeque<>();
    private final Set<Subscription> subscribers = new HashSet<>();
    private Offsets from;
    private Offsets end;
    private boolean ended;

    /**
     * A feed that has not begun.
     *
     * @param kafka is at the end of all partitions; belongs to the feed from now on
     * @param end where that is
     * @param most events that are kept
     */
    Feed(String topic, Consumer<byte[], byte[]> kafka, Offsets end, EventReader events, int most) {
        this.topic = topic;
        this.kafka = kafka;
        this.events = events;
        this.most = most;
        this.from = end;
        this.end = end;
    }

    /** Begins to read. */
    void start() {
        var reader = new Thread(this::read, "feed-" + topic);
        reader.setDaemon(true);
        reader.start();
    }

    /** Behind the last event that came. */
    synchronized Offsets end() {
        return end;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Whether a caller can go on from there with what is kept. */
    synchronized boolean has(Offsets position) {
        return position.reached(from) && end.reached(position);
    }

    /**
     * Has a subscriber told of all that comes.
     *
     * @return what came since its position, and it has yet to be told; empty where that is not kept any more
     */
    synchronized Optional<List<FeedEvent>> join(Subscription subscriber, Offsets position) {
        if (ended || !position.reached(from)) {
            return Optional.empty();
        }
        var missed = new ArrayList<FeedEvent>();
        for (var event : recent) {
            if (event.offset() >= position.of(event.partition())) {
                missed.add(event);
            }
        }
        subscribers.add(subscriber);
        return Optional.of(missed);
    }

    synchronized void leave(Subscription subscriber) {
        subscribers.remove(subscriber);
    }

    private void read() {
        try (kafka) {
            while (!isEnded()) {
                kafka.poll(POLL).forEach(record -> add(events.read(record)));
            }
        } catch (WakeupException e) {
            log.debug("feed ended: topic={}", topic);
        } catch (KafkaException | com.pinda.aggregation.schema.wire.RegistryException e) {
            log.warn("feed broken off, callers come again: topic={} reason={}", topic, e.getMessage());
        } finally {
            end("broken off");
        }
    }

    private synchronized void add(FeedEvent event) {
        recent.add(event);
        end = end.behind(event.partition(), event.offset());
        if (recent.size() > most) {
            var oldest = recent.remove();
            from = from.behind(oldest.partition(), oldest.offset());
        }
        subscribers.removeIf(subscriber -> !subscriber.offer(event));
    }

    /** Ends it, and the answers to all subscribers. */
    void end(String why) {
        List<Subscription> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(subscribers);
            subscribers.clear();
        }
        left.forEach(Subscription::end);
        log.debug("feed ended: topic={} why={} subscribers={}", topic, why, left.size());
    }

    void close() {
        end("closed");
        kafka.wakeup();
    }
}
