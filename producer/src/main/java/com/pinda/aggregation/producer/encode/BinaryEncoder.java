package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;

/**
 * Bytes. Canal gives each as one character of ISO-8859-1, so in UTF-8 those from 0x80 on take two bytes. MySQL's BINARY
 * is padded to its length again, of which canal cuts the zero bytes at the end.
 */
final class BinaryEncoder implements ColumnEncoder {

    private final int skipped;
    private final int fixedLength;

    private BinaryEncoder(int skipped, int fixedLength) {
        this.skipped = skipped;
        this.fixedLength = fixedLength;
    }

    static BinaryEncoder variable() {
        return new BinaryEncoder(0, 0);
    }

    static BinaryEncoder padded(int length) {
        return new BinaryEncoder(0, length);
    }

    /** Without the first bytes: the SRID before a geometry's WKB. */
    static BinaryEncoder without(int first) {
        return new BinaryEncoder(first, 0);
    }

    @Override
    public void encode(byte[] text, int from, int length, AvroOutput out) {
        var end = from + length;
        var bytes = 0;
        for (int i = from; i < end; i++) {
            if ((text[i] & 0xc0) != 0x80) {
                bytes++;
            }
        }
        var written = Math.max(bytes - skipped, 0);
        out.writeLong(Math.max(written, fixedLength));
        var index = 0;
        for (int i = from; i < end; i++) {
            int value = text[i];
            if (value < 0) {
                value = ((value & 0x1f) << 6) | (text[++i] & 0x3f);
            }
            if (index++ >= skipped) {
                out.writeByte(value);
            }
        }
        for (int i = written; i < fixedLength; i++) {
            out.writeByte(0);
        }
    }
}
