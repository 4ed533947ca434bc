package com.pinda.aggregation.canal.rows;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of one value in UTF-8, and its SQL type; a slice of the row where it can be, else made here. */
final class Text {

    private static final int WIDEST = 128;

    private final byte[] own = new byte[WIDEST];
    private byte[] bytes = own;
    private int offset;
    private int length;
    private int sqlType;

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    int sqlType() {
        return sqlType;
    }

    void sqlType(int type) {
        sqlType = type;
    }

    /**
     * UTF-8 bytes of a text column.
     *
     * @throws UnreadableTextException where they are not UTF-8: the column is in another character set than is known
     */
    void utf8(byte[] from, int at, int count) {
        if (isAscii(from, at, count)
                || UnsafeByteOperations.unsafeWrap(from, at, count).isValidUtf8()) {
            slice(from, at, count);
        } else {
            throw new UnreadableTextException("holds a text that is not UTF-8");
        }
    }

    /** Bytes of a binary column, each as the character of its number. */
    void latin1(byte[] from, int at, int count) {
        if (isAscii(from, at, count)) {
            slice(from, at, count);
        } else {
            string(new String(from, at, count, StandardCharsets.ISO_8859_1));
        }
    }

    void string(String text) {
        var made = text.getBytes(StandardCharsets.UTF_8);
        slice(made, 0, made.length);
    }

    void whole(long value) {
        if (value == Long.MIN_VALUE) {
            string(Long.toString(value));
            return;
        }
        begin();
        if (value < 0) {
            own[length++] = '-';
        }
        digits(Math.abs(value), 1);
    }

    void unsigned(long value) {
        if (value >= 0) {
            whole(value);
        } else {
            string(Long.toUnsignedString(value));
        }
    }

    /** Begins a text that is put together. */
    void begin() {
        bytes = own;
        offset = 0;
        length = 0;
    }

    void add(char ascii) {
        own[length++] = (byte) ascii;
    }

    /** Adds a number with leading zeros up to a width. */
    void digits(long value, int width) {
        var count = Math.max(width, digitsOf(value));
        var rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            own[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private static int digitsOf(long value) {
        var count = 1;
        for (var limit = 10L; count < 19 && value >= limit; limit *= 10) {
            count++;
        }
        return count;
    }

    boolean isEqualTo(byte[] other, int at, int count) {
        return Arrays.equals(bytes, offset, offset + length, other, at, at + count);
    }

    private void slice(byte[] from, int at, int count) {
        bytes = from;
        offset = at;
        length = count;
    }

    private static boolean isAscii(byte[] bytes, int at, int count) {
        var all = 0;
        for (int i = at; i < at + count; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }
}
