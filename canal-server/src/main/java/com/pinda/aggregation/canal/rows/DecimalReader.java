package com.pinda.aggregation.canal.rows;

import java.sql.Types;

/**
 * DECIMAL: nine digits in four bytes, fewer at both ends, the first bit turned over and all bits of a negative number.
 */
final class DecimalReader implements ValueReader {

    private static final int DIGITS = 9;
    private static final int GROUP_BYTES = 4;
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private final int firstDigits;
    private final int wholeGroups;
    private final int scale;

    DecimalReader(int precision, int scale) {
        var whole = precision - scale;
        this.firstDigits = whole % DIGITS;
        this.wholeGroups = whole / DIGITS;
        this.scale = scale;
    }

    @Override
    public void read(RowBytes row, Text text) {
        var bytes = row.bytes();
        var at = row.take(0);
        var negative = (bytes[at] & 0x80) == 0;
        text.begin();
        if (negative) {
            text.add('-');
        }
        var begun = false;
        var mask = negative ? -1 : 0;
        var sign = 0x80; // to be turned back in the first byte only
        if (firstDigits > 0) {
            var group = group(row, BYTES[firstDigits], mask, sign);
            sign = 0;
            if (group != 0) {
                text.digits(group, 1);
                begun = true;
            }
        }
        for (int i = 0; i < wholeGroups; i++) {
            var group = group(row, GROUP_BYTES, mask, sign);
            sign = 0;
            if (begun || group != 0) {
                text.digits(group, begun ? DIGITS : 1);
                begun = true;
            }
        }
        if (!begun) {
            text.add('0');
        }
        if (scale > 0) {
            text.add('.');
            for (var left = scale; left > 0; left -= DIGITS) {
                var digits = Math.min(left, DIGITS);
                text.digits(group(row, BYTES[digits], mask, sign), digits);
                sign = 0;
            }
        }
        text.sqlType(Types.DECIMAL);
    }

    private static long group(RowBytes row, int count, int mask, int sign) {
        var bytes = row.bytes();
        var at = row.take(count);
        var value = 0L;
        for (int i = 0; i < count; i++) {
            var next = (bytes[at + i] ^ mask) & 0xff;
            value = value << Byte.SIZE | (i == 0 ? next ^ sign : next);
        }
        return value;
    }
}
