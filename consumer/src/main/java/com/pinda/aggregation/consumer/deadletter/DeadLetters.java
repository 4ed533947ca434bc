package com.pinda.aggregation.consumer.deadletter;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Publishes parked records for other tools: each at least once, as it is marked only when the broker has it. One that
 * could not be published is published later; applying does not wait for it.
 */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private static final long TIMEOUT_SECONDS = 60;

    private final Unpublished unpublished;
    private final DeadLetterTopics topics;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final TaskScheduler scheduler;

    DeadLetters(
            Unpublished unpublished,
            DeadLetterTopics topics,
            KafkaTemplate<byte[], byte[]> kafka,
            TaskScheduler scheduler) {
        this.unpublished = unpublished;
        this.topics = topics;
        this.kafka = kafka;
        this.scheduler = scheduler;
    }

    /** Publishes soon, on another thread, what is to be published of these partitions. */
    public void publishSoon(Collection<TopicPartition> partitions, String group) {
        var unused = scheduler.schedule(
                () -> publish(partitions, group), scheduler.getClock().instant());
    }

    /** Publishes what is to be published of these partitions. */
    public synchronized void publish(Collection<TopicPartition> partitions, String group) {
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
            topics.forget(topic);
            log.warn("parked record not published, tried again: record={}@{}", partition, offset, e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing to " + topic, e);
        }
        unpublished.published(partition, offset);
    }
}
