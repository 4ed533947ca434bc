package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Reads protobuf's wire format out of an array. It differs from protobuf's own reader in that it tells where it is, so
 * that the bytes of a field need not be copied out, and may be moved on past a message that is known already.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">protobuf: encoding</a>
 */
final class WireReader {

    private static final int VARINT_BITS = 7;

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Begins at the start of the array, of which {@code size} bytes count. */
    void begin(byte[] array, int size) {
        bytes = array;
        at = 0;
        end = size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next byte lies in the array. */
    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /**
     * Whether a message has another field.
     *
     * @param messageEnd where it ends
     * @throws IOException where its last field went beyond that
     */
    boolean hasMore(int messageEnd) throws IOException {
        if (at > messageEnd) {
            throw new IOException("a field ends at " + at + ", beyond its message, which ends at " + messageEnd);
        }
        return at < messageEnd;
    }

    /** A number; of a negative one, or of one that is too large, the lower 32 bits. */
    int readInt() throws IOException {
        return (int) readLong();
    }

    long readLong() throws IOException {
        var value = 0L;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            if (at >= end) {
                throw new IOException("the bytes end within a number at " + at);
            }
            var next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number before " + at + " has no end");
    }

    /** The length before the bytes of a field, which are all there. */
    int readLength() throws IOException {
        var length = readInt();
        if (length < 0 || length > end - at) {
            throw new IOException(
                    "a field at " + at + " has " + length + " bytes, of which " + (end - at) + " are there");
        }
        return length;
    }

    /** Reads the length before a message and gives where the message ends. */
    int readMessage() throws IOException {
        var length = readLength();
        return at + length;
    }

    String readString() throws IOException {
        var stringEnd = readMessage();
        var text = new String(bytes, at, stringEnd - at, UTF_8);
        at = stringEnd;
        return text;
    }

    /** Passes over the value of a field that has this tag. */
    void skip(int tag) throws IOException {
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> readLong();
            case WireFormat.WIRETYPE_FIXED64 -> skipBytes(Long.BYTES);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> at = readMessage();
            case WireFormat.WIRETYPE_FIXED32 -> skipBytes(Integer.BYTES);
            default -> throw new IOException("a field before " + at + " has the tag " + tag);
        }
    }

    private void skipBytes(int count) throws IOException {
        if (count > end - at) {
            throw new IOException("the bytes end within a field at " + at);
        }
        at += count;
    }
}
