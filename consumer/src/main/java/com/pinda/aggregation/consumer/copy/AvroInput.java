package com.pinda.aggregation.consumer.copy;

/**
 * Reads Avro's binary encoding in place, without an object per value; one may go back and forth in it. It throws
 * {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} where the bytes are not Avro.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">binary encoding</a>
 */
final class AvroInput {

    private static final int MAX_VARINT_BITS = 63;

    private final byte[] bytes;
    private int at;

    AvroInput(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index of the byte that is read next. */
    int at() {
        return at;
    }

    /** Reads an int or a long, or the branch of a union, or a length. */
    long readLong() {
        long value = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            var next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }

    boolean readBoolean() {
        return bytes[at++] != 0;
    }

    float readFloat() {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    /** Reads the length of a string or of bytes; they begin at {@link #at} and are passed with {@link #skip}. */
    int readLength() {
        var length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("a value of " + length + " bytes where " + (bytes.length - at) + " are");
        }
        return (int) length;
    }

    void skip(int length) {
        at += length;
    }

    /** Reads a signed number of 1 to 8 bytes. */
    long bigEndian(int length) {
        long value = bytes[at++];
        for (int i = 1; i < length; i++) {
            value = value << Byte.SIZE | (bytes[at++] & 0xff);
        }
        return value;
    }

    private long littleEndian(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[at++] & 0xffL) << (i * Byte.SIZE);
        }
        return value;
    }
}
