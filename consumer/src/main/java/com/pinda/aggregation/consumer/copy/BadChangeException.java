package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.Cause;
import com.pinda.aggregation.consumer.deadletter.Cause.Stage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A record that cannot be read or written as it is, whatever the number of tries. */
final class BadChangeException extends RuntimeException {

    private final transient ConsumerRecord<byte[], byte[]> record;
    private final Stage stage;
    private final String reason;

    BadChangeException(ConsumerRecord<byte[], byte[]> record, Stage stage, String reason, @Nullable Throwable cause) {
        super(
                "cannot apply " + record.topic() + " partition=" + record.partition() + " offset=" + record.offset()
                        + ": " + reason,
                cause);
        this.record = record;
        this.stage = stage;
        this.reason = reason;
    }

    /** The record. */
    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** What is wrong with it. */
    String reason() {
        return reason;
    }

    /** The partition that the record is in. */
    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** The record's offset. */
    long offset() {
        return record.offset();
    }

    /** Whether it is the table that cannot be copied as it is, and not the record that is bad. */
    boolean isOfTable() {
        return getCause() instanceof UnfitTableException;
    }

    /** Whether it is good, and the table may take it as soon as another transaction has ended. */
    boolean isOfBusyTable() {
        return getCause() instanceof BusyTableException;
    }

    /** The same record, with one more reason why it is not applied. */
    BadChangeException because(String more) {
        return new BadChangeException(record, stage, more + ": " + reason, getCause());
    }

    Cause asCause() {
        return Cause.of(stage, reason, this);
    }
}
