package com.pinda.aggregation.producer.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of a topic with one partition, as far as there are any. */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Topics topics;
    private final TopicPartition partition;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    CommittedRecords(KafkaConsumer<byte[], byte[]> kafka, Topics topics, String topic, long from) {
        this.kafka = kafka;
        this.topics = topics;
        partition = new TopicPartition(topic, 0);
        kafka.assign(List.of(partition));
        kafka.seek(partition, from);
    }

    /** The next record; empty where none has come for a moment, see {@link #atEnd}. */
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        if (fetched.isEmpty()) {
            kafka.poll(POLL).forEach(fetched::add);
        }
        return Optional.ofNullable(fetched.poll());
    }

    /** Whether all records were read that are there now; none may be under way. */
    public boolean atEnd() {
        return fetched.isEmpty() && kafka.position(partition) >= topics.endOfParked(partition.topic());
    }

    @Override
    public void close() {
        kafka.close();
    }
}
