package com.pinda.aggregation.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;

/**
 * DECIMAL with the declared scale, as Avro's decimal: the unscaled number, big-endian, in as few bytes as hold it. The
 * scale is the column's, not the text's: canal writes zero without its decimals.
 */
public final class DecimalEncoder implements ColumnEncoder {

    private final int scale;
    private final byte[] unscaled = new byte[Long.BYTES];

    public DecimalEncoder(int scale) {
        this.scale = scale;
    }

    @Override
    public void encode(byte[] text, int from, int length, AvroOutput out) {
        var end = from + length;
        var point = from;
        while (point < end && text[point] != '.') {
            point++;
        }
        var decimals = Math.max(0, end - point - 1);
        if (point - from + scale > Digits.SAFE || decimals > scale) {
            out.writeBytes(new BigDecimal(new String(text, from, length, UTF_8))
                    .setScale(scale)
                    .unscaledValue()
                    .toByteArray());
            return;
        }
        writeLong(unscaled(text, from, point, decimals), out);
    }

    private long unscaled(byte[] text, int from, int point, int decimals) {
        var negative = text[from] == '-';
        var value = Digits.unsigned(text, negative ? from + 1 : from, point);
        if (decimals > 0) {
            for (int i = 0; i < decimals; i++) {
                value *= 10;
            }
            value += Digits.unsigned(text, point + 1, point + 1 + decimals);
        }
        for (int i = decimals; i < scale; i++) {
            value *= 10;
        }
        return negative ? -value : value;
    }

    private void writeLong(long value, AvroOutput out) {
        var bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        var bytes = bits / Byte.SIZE + 1;
        for (int i = 0; i < bytes; i++) {
            unscaled[i] = (byte) (value >> ((bytes - 1 - i) * Byte.SIZE));
        }
        out.writeBytes(unscaled, 0, bytes);
    }
}
