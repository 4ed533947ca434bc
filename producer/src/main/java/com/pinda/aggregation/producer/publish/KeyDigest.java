package com.pinda.aggregation.producer.publish;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells a key by 16 bytes, however long it is: the first ones of the SHA-256 of its Avro data.
 *
 * @param high the first eight
 * @param low the other eight
 */
public record KeyDigest(long high, long low) {

    private static final int BYTES = 2 * Long.BYTES;

    /** That of a key's Avro data. */
    public static KeyDigest of(ByteBuffer key) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.duplicate());
            return read(ByteBuffer.wrap(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static KeyDigest read(ByteBuffer bytes) {
        return new KeyDigest(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES));
    }

    ByteBuffer written() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).flip();
    }
}
