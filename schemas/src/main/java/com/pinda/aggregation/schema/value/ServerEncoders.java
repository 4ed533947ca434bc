package com.pinda.aggregation.schema.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.MySqlType;

/**
 * The encoder of each MySQL type, for values as a server shows them in a result: numbers, times, labels and text in
 * UTF-8, bytes as they are. The Avro types are those of {@link com.pinda.aggregation.schema.TableSchemas}.
 */
public final class ServerEncoders {

    private static final ColumnEncoder PLAIN = (text, from, length, out) -> out.writeBytes(text, from, length);
    private static final ColumnEncoder WHOLE =
            (text, from, length, out) -> out.writeLong(Digits.signed(text, from, length));
    private static final int SRID_BYTES = 4;

    private ServerEncoders() {}

    /** An encoder for one thread. */
    public static ColumnEncoder of(MySqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> WHOLE;
            case BIGINT -> type.unsigned() ? new DecimalEncoder(0) : WHOLE;
            case DECIMAL -> new DecimalEncoder(type.scale());
            case FLOAT ->
                (text, from, length, out) -> out.writeFloat(Float.parseFloat(new String(text, from, length, UTF_8)));
            case DOUBLE -> new DoubleEncoder();
            case BIT -> type.length() == 1 ? ServerEncoders::writeBit : ServerEncoders::writeBits;
            case STRING, JSON, ENUM, SET, FIXED_BINARY, BINARY -> PLAIN;
            case GEOMETRY -> (text, from, length, out) -> out.writeBytes(text, from + SRID_BYTES, length - SRID_BYTES);
            case DATE -> new DateEncoder();
            case DATETIME, TIMESTAMP -> new DateTimeEncoder();
            case TIME -> new TimeEncoder();
        };
    }

    private static void writeBit(byte[] bits, int from, int length, AvroOutput out) {
        out.writeBoolean(bits[from + length - 1] != 0);
    }

    /** Little-endian, as Debezium's io.debezium.data.Bits; the server has them the other way. */
    private static void writeBits(byte[] bits, int from, int length, AvroOutput out) {
        out.writeLong(length);
        for (int i = from + length - 1; i >= from; i--) {
            out.writeByte(bits[i]);
        }
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

    /** DATETIME and TIMESTAMP: microseconds since 1970; TIMESTAMP in UTC, as both canal and the sessions give it. */
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
