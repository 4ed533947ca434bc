package com.pinda.aggregation.schema.value;

import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/** Avro's binary encoding into a buffer that is used again for each record. */
public final class AvroOutput {

    private static final int LONGEST_NUMBER = 10;
    private static final int INITIAL_BYTES = 4096;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    /** Starts anew, with room for a header of {@code reserved} bytes. */
    public void reset(int reserved) {
        size = reserved;
    }

    public int size() {
        return size;
    }

    /** What was written, in an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Numbers of all sizes, and the index of a union's branch. */
    public void writeLong(long value) {
        reserve(LONGEST_NUMBER);
        size += BinaryData.encodeLong(value, bytes, size);
    }

    public void writeBoolean(boolean value) {
        reserve(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    public void writeFloat(float value) {
        reserve(Float.BYTES);
        size += BinaryData.encodeFloat(value, bytes, size);
    }

    public void writeDouble(double value) {
        reserve(Double.BYTES);
        size += BinaryData.encodeDouble(value, bytes, size);
    }

    /** Bytes, or a string in UTF-8: their number, then themselves. */
    public void writeBytes(byte[] source, int from, int length) {
        writeLong(length);
        writeFixed(source, from, length);
    }

    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    /** Bytes without their number: what is encoded already. */
    public void writeFixed(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Bytes that were written before, once more. */
    public void repeat(int from, int length) {
        writeFixed(bytes, from, length);
    }

    /** Everything that another output holds. */
    public void append(AvroOutput other) {
        writeFixed(other.bytes, 0, other.size);
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
