package com.pinda.aggregation.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * DOUBLE. Whole numbers up to 15 digits and the powers of ten up to 15 are doubles without error, so their quotient is
 * the double next to the text: it is rounded once, as {@link Double#parseDouble} rounds. That is slower by far, and
 * reads what has more digits or an exponent.
 */
public final class DoubleEncoder implements ColumnEncoder {

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS = new double[EXACT_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i <= EXACT_DIGITS; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    @Override
    public void encode(byte[] text, int from, int length, AvroOutput out) {
        out.writeDouble(parse(text, from, length));
    }

    public static double parse(byte[] text, int from, int length) {
        var negative = length > 0 && text[from] == '-';
        var end = from + length;
        var digits = 0;
        var decimals = 0;
        var point = false;
        var number = 0L;
        for (int i = negative ? from + 1 : from; i < end; i++) {
            var digit = text[i] - '0';
            if (digit >= 0 && digit <= 9 && digits < EXACT_DIGITS) {
                number = number * 10 + digit;
                digits++;
                decimals += point ? 1 : 0;
            } else if (text[i] == '.' && !point) {
                point = true;
            } else {
                return Double.parseDouble(new String(text, from, length, UTF_8));
            }
        }
        if (digits == 0) {
            return Double.parseDouble(new String(text, from, length, UTF_8));
        }
        var value = number / POWERS[decimals];
        return negative ? -value : value;
    }
}
