package com.pinda.aggregation.consumer.deadletter;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record that is not applied.
 *
 * @param record as it came from its topic
 * @param keyHash tells its key, 32 bytes; records of a topic that have the same one come in their order only
 * @param state what is wrong with it
 * @param cause why it is parked
 */
public record ParkedRecord(ConsumerRecord<byte[], byte[]> record, ByteBuffer keyHash, State state, Cause cause) {

    /** What is wrong with a parked record. */
    public enum State {
        /** It cannot be applied. */
        BAD,
        /** It comes after a bad one of its key. */
        BEHIND,
        /** Nothing any more, but it is not published yet. */
        RELEASED
    }

    /** The partition that it came from. */
    public TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Its place, as {@code topic-partition@offset}. */
    public String place() {
        return partition() + "@" + record.offset();
    }
}
