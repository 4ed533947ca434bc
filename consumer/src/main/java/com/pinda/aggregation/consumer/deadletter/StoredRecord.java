package com.pinda.aggregation.consumer.deadletter;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Makes a record of what was kept of it. */
final class StoredRecord {

    private StoredRecord() {}

    static ConsumerRecord<byte[], byte[]> of(
            TopicPartition partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String headers,
            long timestampMs) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                timestampMs,
                TimestampType.CREATE_TIME,
                size(key),
                size(value),
                key,
                value,
                HeaderLines.read(headers),
                Optional.empty());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }
}
