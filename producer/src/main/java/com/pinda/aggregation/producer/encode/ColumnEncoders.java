package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.MySqlType;

/** The encoder of each MySQL type. The Avro types are those of {@link com.pinda.aggregation.schema.TableSchemas}. */
final class ColumnEncoders {

    private static final ColumnEncoder TEXT = (text, from, length, out) -> out.writeBytes(text, from, length);
    private static final ColumnEncoder WHOLE =
            (text, from, length, out) -> out.writeLong(Digits.signed(text, from, length));
    private static final int SRID_BYTES = 4;

    private ColumnEncoders() {}

    static ColumnEncoder of(MySqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> WHOLE;
            case BIGINT -> type.unsigned() ? new DecimalEncoder(0) : WHOLE;
            case DECIMAL -> new DecimalEncoder(type.scale());
            case FLOAT ->
                (text, from, length, out) -> out.writeFloat(Float.parseFloat(new String(text, from, length, UTF_8)));
            case DOUBLE -> new DoubleEncoder();
            case BIT -> type.length() == 1 ? ColumnEncoders::writeBit : bits(type.length());
            case STRING, JSON -> TEXT;
            case FIXED_BINARY -> BinaryEncoder.padded(type.length());
            case BINARY -> BinaryEncoder.variable();
            case GEOMETRY -> BinaryEncoder.without(SRID_BYTES);
            case DATE -> new DateEncoder();
            case DATETIME, TIMESTAMP -> new DateTimeEncoder();
            case TIME -> new TimeEncoder();
            case ENUM -> new LabelEncoder(type.labels(), false);
            case SET -> new LabelEncoder(type.labels(), true);
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

    /** DATE: days since 1970-01-01. */
    private static final class DateEncoder implements ColumnEncoder {
        @Override
        public int branch(byte[] text, int from, int length) {
            return Temporals.isDay(text, from, length) ? 0 : NONE;
        }

        @Override
        public void encode(byte[] text, int from, int length, AvroOutput out) {
            out.writeLong(Temporals.day(text, from, length));
        }
    }

    /** DATETIME and TIMESTAMP: microseconds since 1970; canal gives TIMESTAMP in its own time zone, which is UTC. */
    private static final class DateTimeEncoder implements ColumnEncoder {
        @Override
        public int branch(byte[] text, int from, int length) {
            return Temporals.isDay(text, from, length) ? 0 : NONE;
        }

        @Override
        public void encode(byte[] text, int from, int length, AvroOutput out) {
            out.writeLong(Temporals.dateTime(text, from, length));
        }
    }

    /** TIME: microseconds since midnight; its text where it lies outside a day. */
    private static final class TimeEncoder implements ColumnEncoder {
        @Override
        public int branch(byte[] text, int from, int length) {
            var micros = Temporals.time(text, from, length);
            return micros >= 0 && micros < Temporals.MICROS_PER_DAY ? 0 : 1;
        }

        @Override
        public void encode(byte[] text, int from, int length, AvroOutput out) {
            if (branch(text, from, length) == 0) {
                out.writeLong(Temporals.time(text, from, length));
            } else {
                out.writeBytes(text, from, length);
            }
        }
    }
}
