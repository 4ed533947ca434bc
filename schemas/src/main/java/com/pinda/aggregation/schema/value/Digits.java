package com.pinda.aggregation.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Decimal numbers in ASCII. */
public final class Digits {

    /** The longest run of digits that always fits a long. */
    public static final int SAFE = 18;

    private Digits() {}

    /** A whole number with an optional sign. */
    public static long signed(byte[] text, int from, int length) {
        if (length > SAFE) {
            return Long.parseLong(new String(text, from, length, UTF_8));
        }
        var negative = length > 0 && text[from] == '-';
        var start = negative ? from + 1 : from;
        var value = unsigned(text, start, from + length);
        return negative ? -value : value;
    }

    /** The digits from {@code from} to {@code to}, at least one. */
    public static long unsigned(byte[] text, int from, int to) {
        if (from >= to) {
            throw malformed(text, from, to);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            var digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(text, from, to);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static NumberFormatException malformed(byte[] text, int from, int to) {
        return new NumberFormatException(
                "not a number: " + Math.max(0, to - from) + " bytes at " + from + " of " + text.length);
    }
}
