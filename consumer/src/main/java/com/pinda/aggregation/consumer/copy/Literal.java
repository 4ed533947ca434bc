package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.MySqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Turns the next value of a record into an SQL literal of a column type; the value is not null. */
@FunctionalInterface
interface Literal {

    void write(AvroInput in, SqlText out);

    /** The literal for a column of {@code type} whose values were written as {@code schema}, which is no union. */
    static Literal of(MySqlType type, Schema schema) {
        return switch (schema.getType()) {
            case INT, LONG -> whole(type);
            case FLOAT -> (in, out) -> out.floating(in.readFloat());
            case DOUBLE -> (in, out) -> out.floating(in.readDouble());
            case BOOLEAN -> (in, out) -> out.append(in.readBoolean() ? '1' : '0');
            case STRING ->
                (in, out) -> {
                    var length = in.readLength();
                    out.quoted(in.bytes(), in.at(), length);
                    in.skip(length);
                };
            case BYTES -> bytes(type, schema);
            case NULL, RECORD, ENUM, ARRAY, MAP, UNION, FIXED ->
                throw new IllegalArgumentException("no column has values of Avro type " + schema.getType());
        };
    }

    private static Literal whole(MySqlType type) {
        return switch (type.kind()) {
            case DATE -> (in, out) -> out.date(in.readLong());
            case TIME -> (in, out) -> out.time(in.readLong());
            case DATETIME, TIMESTAMP -> (in, out) -> out.dateTime(in.readLong());
            default -> (in, out) -> out.number(in.readLong());
        };
    }

    private static Literal bytes(MySqlType type, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return (in, out) -> decimal(in, decimal.getScale(), out);
        }
        return switch (type.kind()) {
            case BIT -> Literal::bits;
            case GEOMETRY ->
                (in, out) -> {
                    var length = in.readLength();
                    out.geometry(in.bytes(), in.at(), length);
                    in.skip(length);
                };
            default ->
                (in, out) -> {
                    var length = in.readLength();
                    out.binary(in.bytes(), in.at(), length);
                    in.skip(length);
                };
        };
    }

    private static void decimal(AvroInput in, int scale, SqlText out) {
        var length = in.readLength();
        if (length > 0 && length < Long.BYTES && scale <= SqlText.MOST_DECIMALS) {
            out.decimal(in.bigEndian(length), scale);
            return;
        }
        var unscaled = new BigInteger(in.bytes(), in.at(), length);
        in.skip(length);
        out.append(new BigDecimal(unscaled, scale).toPlainString());
    }

    /** Least significant byte first, as Debezium writes them. */
    private static void bits(AvroInput in, SqlText out) {
        long value = 0;
        var length = in.readLength();
        for (int i = 0; i < length; i++) {
            value |= (in.bytes()[in.at() + i] & 0xffL) << (i * Byte.SIZE);
        }
        in.skip(length);
        out.append(Long.toUnsignedString(value));
    }
}
