package com.pinda.aggregation.consumer.copy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A record that cannot be read or written as it is, whatever the number of tries. */
final class BadChangeException extends RuntimeException {

    private final transient TopicPartition partition;
    private final long offset;

    BadChangeException(ConsumerRecord<?, ?> record, String reason, @Nullable Throwable cause) {
        super(
                "cannot apply " + record.topic() + " partition=" + record.partition() + " offset=" + record.offset()
                        + ": " + reason,
                cause);
        this.partition = new TopicPartition(record.topic(), record.partition());
        this.offset = record.offset();
    }

    /** The partition that the record is in. */
    TopicPartition partition() {
        return partition;
    }

    /** The record's offset. */
    long offset() {
        return offset;
    }
}
