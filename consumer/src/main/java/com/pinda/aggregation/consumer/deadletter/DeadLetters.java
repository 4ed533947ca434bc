package com.pinda.aggregation.consumer.deadletter;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Publishes parked records for other tools: each at least once, as it is marked only when the broker has it. One that
 * could not be published is published later; nothing else waits for it.
 */
@Component
public class DeadLetters implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final long TIMEOUT_SECONDS = 60;

    private final Unpublished unpublished;
    private final DeadLetterTopics topics;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService publisher;

    DeadLetters(Unpublished unpublished, DeadLetterTopics topics, KafkaTemplate<byte[], byte[]> kafka) {
        this.unpublished = unpublished;
        this.topics = topics;
        this.kafka = kafka;
        var threads = new CustomizableThreadFactory("dead-letters-");
        threads.setDaemon(true);
        // one that waits takes all that was asked for until it begins
        this.publisher = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Publishes soon, on a thread of its own, what is to be published of these partitions. */
    public void publishSoon(Collection<TopicPartition> partitions, String group) {
        asked.addAll(partitions);
        publisher.execute(() -> publishAsked(group));
    }

    private void publishAsked(String group) {
        var partitions = Set.copyOf(asked);
        asked.removeAll(partitions);
        publish(partitions, group);
    }

    private void publish(Set<TopicPartition> partitions, String group) {
        try {
            for (var partition : unpublished.partitions()) {
                if (partitions.contains(partition)) {
                    publish(partition, group);
                }
            }
        } catch (KafkaException | org.springframework.kafka.KafkaException | DataAccessException e) {
            log.warn("parked records not published, tried again: reason={}", e.toString());
        }
    }

    private void publish(TopicPartition partition, String group) {
        var topic = topics.of(partition.topic(), group);
        var offsets = unpublished.next(partition, -1);
        while (!offsets.isEmpty()) {
            for (var offset : offsets) {
                unpublished
                        .read(partition, offset)
                        .ifPresent(letter -> publish(letter, topic, group, partition, offset));
            }
            offsets = unpublished.next(partition, offsets.get(offsets.size() - 1));
        }
    }

    private void publish(DeadLetter letter, String topic, String group, TopicPartition partition, long offset) {
        try {
            kafka.send(letter.to(topic, group)).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            failed(topic, partition, offset, e);
            return;
        } catch (org.springframework.kafka.KafkaException e) {
            if (e.getCause() instanceof RetriableException) {
                throw e; // nothing can be published now
            }
            failed(topic, partition, offset, e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing to " + topic, e);
        }
        unpublished.published(partition, offset);
    }

    private void failed(String topic, TopicPartition partition, long offset, Exception e) {
        topics.forget(topic);
        log.warn("parked record not published, tried again: record={}@{}", partition, offset, e);
    }

    @Override
    public void close() {
        publisher.shutdownNow();
    }
}
