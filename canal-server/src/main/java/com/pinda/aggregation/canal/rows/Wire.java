package com.pinda.aggregation.canal.rows;

import com.google.protobuf.ByteString;
import java.util.Arrays;

/** Bytes of a protobuf message while it is written. Grows; used again for the next message. */
final class Wire {

    private static final int VARINT_BITS = 7;
    private static final int LONGEST_VARINT = 10;

    private static final int SMALL = 1 << 12;
    private static final int LARGEST_KEPT = 1 << 20;

    private byte[] bytes = new byte[SMALL];
    private int size;

    /** Begins the next message. */
    void clear() {
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[SMALL];
        }
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    ByteString toByteString() {
        return ByteString.copyFrom(bytes, 0, size);
    }

    void put(byte value) {
        ensure(1);
        bytes[size++] = value;
    }

    void put(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Puts what was written at a place once more. */
    void repeat(int from, int length) {
        put(bytes, from, length);
    }

    void varint(int value) {
        ensure(LONGEST_VARINT);
        var rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= VARINT_BITS;
        }
        bytes[size++] = (byte) rest;
    }

    /** Writes the length before what was written since a place, which moves it on. */
    void prefixLength(int since) {
        var length = size - since;
        var width = varintWidth(length);
        ensure(width);
        System.arraycopy(bytes, since, bytes, since + width, length);
        size = since;
        varint(length);
        size += length;
    }

    static int varintWidth(int value) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + VARINT_BITS - 1) / VARINT_BITS;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
