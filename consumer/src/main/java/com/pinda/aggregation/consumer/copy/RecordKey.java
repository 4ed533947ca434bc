package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.wire.WireFormat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What records of one key have in common: the key's data, whatever schema id it was written under. A record that has no
 * key, or one without the header of a schema, names no row: it is a key of its own, so that no other waits behind it.
 */
final class RecordKey {

    private RecordKey() {}

    /** Equal for records of a topic that have the same key. */
    static ByteBuffer of(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key();
        return key == null || key.length < WireFormat.HEADER_BYTES
                ? ByteBuffer.wrap(("no key: " + record.partition() + "@" + record.offset()).getBytes(UTF_8))
                : ByteBuffer.wrap(key, WireFormat.HEADER_BYTES, key.length - WireFormat.HEADER_BYTES);
    }

    /** The same, of 32 bytes. */
    static ByteBuffer hashed(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(hash(record));
    }

    /** SHA-256 of it: 32 bytes. */
    static byte[] hash(ConsumerRecord<byte[], byte[]> record) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(of(record));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
