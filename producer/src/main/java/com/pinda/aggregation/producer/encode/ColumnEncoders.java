package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import com.pinda.aggregation.schema.value.Digits;
import com.pinda.aggregation.schema.value.ServerEncoders;

/**
 * The encoder of each MySQL type, for values as canal gives them: most as a server shows them, but bytes as characters,
 * and bits and labels as numbers.
 */
final class ColumnEncoders {

    private static final int SRID_BYTES = 4;

    private ColumnEncoders() {}

    static ColumnEncoder of(MySqlType type) {
        return switch (type.kind()) {
            case BIT -> type.length() == 1 ? ColumnEncoders::writeBit : bits(type.length());
            case FIXED_BINARY -> BinaryEncoder.padded(type.length());
            case BINARY -> BinaryEncoder.variable();
            case GEOMETRY -> BinaryEncoder.without(SRID_BYTES);
            case ENUM -> new LabelEncoder(type.labels(), false);
            case SET -> new LabelEncoder(type.labels(), true);
            default -> ServerEncoders.of(type);
        };
    }

    private static void writeBit(byte[] text, int from, int length, AvroOutput out) {
        out.writeBoolean(Digits.signed(text, from, length) != 0);
    }

    /** Little-endian, as Debezium's io.debezium.data.Bits. */
    private static ColumnEncoder bits(int bits) {
        var bytes = (bits + Byte.SIZE - 1) / Byte.SIZE;
        return (text, from, length, out) -> {
            var value = Long.parseUnsignedLong(new String(text, from, length, UTF_8));
            out.writeLong(bytes);
            for (int i = 0; i < bytes; i++) {
                out.writeByte((int) (value >>> (i * Byte.SIZE)));
            }
        };
    }
}
