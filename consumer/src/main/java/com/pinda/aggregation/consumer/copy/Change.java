package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.WireFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The last change of a key in a batch, still in its record.
 *
 * @param record the record it came in
 * @param rows reads the rows of its record
 * @param row where in the record's value the new row begins, or the old one where it was deleted; in its key where it
 *     is a tombstone
 * @param deleted whether the row was deleted
 * @param position place in the binlogs
 * @param eventTsMs commit time in the source, milliseconds since the epoch
 */
record Change(
        ConsumerRecord<byte[], byte[]> record,
        RowWriter rows,
        int row,
        boolean deleted,
        long position,
        long eventTsMs) {

    /**
     * The tombstone of a delete that compaction took away. No row that was applied is newer: it follows all changes of
     * its key that came before it.
     *
     * @param keys reads the record's key
     */
    static Change tombstone(ConsumerRecord<byte[], byte[]> record, RowWriter keys) {
        return new Change(record, keys, WireFormat.HEADER_BYTES, true, Long.MAX_VALUE, 0);
    }

    /** Whether only its key is known, and neither a position nor a time. */
    boolean isTombstone() {
        return record.value() == null;
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    AvroInput input() {
        return new AvroInput(isTombstone() ? record.key() : record.value(), row);
    }

    /** SHA-256 of the key without its header: 32 bytes, the same for a key whatever schema id it was written under. */
    byte[] keyHash() {
        return RecordKey.hash(record);
    }
}
