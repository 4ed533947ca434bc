package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.StoredChange;
import com.pinda.aggregation.producer.publish.CommittedRecords;
import com.pinda.aggregation.producer.publish.KeyDigest;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads parked changes back, in their order. */
final class ParkedReader implements AutoCloseable {

    /**
     * A change and where it lies.
     *
     * @param offset of its first record
     * @param next after its last record
     */
    record Parked(long offset, long next, List<KeyDigest> keys, StoredChange change) {}

    private final CommittedRecords records;
    private final AvroDeserializer values;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int chunks;
    private long offset;

    ParkedReader(CommittedRecords records, AvroDeserializer values) {
        this.records = records;
        this.values = values;
    }

    /** The next change; empty where none has come for a moment, see {@link #atEnd}. */
    Optional<Parked> next() {
        while (true) {
            var record = records.next();
            if (record.isEmpty()) {
                return Optional.empty();
            }
            var whole = add(record.get());
            if (whole.isPresent()) {
                return whole;
            }
        }
    }

    private Optional<Parked> add(ConsumerRecord<byte[], byte[]> record) {
        var parked = values.deserialize(record.topic(), record.value());
        if (parked == null) {
            return Optional.empty();
        }
        var chunk = (Integer) parked.get("chunk");
        if (chunk == 0) {
            data.reset();
            chunks = 0;
            offset = record.offset();
        }
        if (chunk != chunks) {
            return Optional.empty(); // the rest of one that begins before where the reading began
        }
        var part = (ByteBuffer) parked.get("data");
        data.writeBytes(bytes(part));
        chunks++;
        return chunks == (Integer) parked.get("chunks")
                ? Optional.of(new Parked(
                        offset,
                        record.offset() + 1,
                        keys(parked),
                        ParkedRecord.stored(parked, ByteBuffer.wrap(data.toByteArray()))))
                : Optional.empty();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static List<KeyDigest> keys(GenericRecord parked) {
        return ((List<?>) parked.get("keys"))
                .stream().map(ByteBuffer.class::cast).map(KeyDigest::of).toList();
    }

    /** Whether all changes were read that are there now; none may be under way. */
    boolean atEnd() {
        return records.atEnd();
    }

    @Override
    public void close() {
        records.close();
    }
}
