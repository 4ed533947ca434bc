package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Reads topics as a consumer would, for tests that hand the polls on themselves. */
final class Polls {

    private Polls() {}

    static void stopListeners(ApplicationContext application) {
        application.getBeansOfType(MessageListenerContainer.class).values().forEach(MessageListenerContainer::stop);
    }

    /** All of a topic, in polls of some records. */
    static List<ConsumerRecords<byte[], byte[]>> of(String topic, int size) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", Servers.brokers(), "isolation.level", "read_committed", "max.poll.records", size);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var polls = new ArrayList<ConsumerRecords<byte[], byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                var poll = consumer.poll(Duration.ofMillis(200));
                if (!poll.isEmpty()) {
                    polls.add(poll);
                }
            }
            return polls;
        }
    }

    /** The end offset of each partition. */
    static Map<TopicPartition, Long> ends(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Servers.brokers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
        }
    }

    /** How many offsets of a topic a group has not committed. */
    static long groupLag(String group, String topic) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Servers.brokers()));
                var consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", Servers.brokers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = consumer.endOffsets(committed.keySet());
            return committed.entrySet().stream()
                    .filter(read -> read.getKey().topic().equals(topic))
                    .mapToLong(read -> ends.getOrDefault(read.getKey(), 0L)
                            - read.getValue().offset())
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
