package com.pinda.aggregation.schema.wire;

import org.apache.kafka.common.errors.SerializationException;

/** The five bytes before each record: a zero, then the id of the writer's schema, most significant byte first. */
public final class WireFormat {

    /** Bytes before the Avro data. */
    public static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** Writes the header at the beginning of {@code record}. */
    public static void writeHeader(byte[] record, int schemaId) {
        record[0] = MAGIC;
        record[1] = (byte) (schemaId >>> 24);
        record[2] = (byte) (schemaId >>> 16);
        record[3] = (byte) (schemaId >>> 8);
        record[4] = (byte) schemaId;
    }

    /**
     * The id of the schema that a record was written with.
     *
     * @throws SerializationException where the record does not begin with such a header
     */
    public static int schemaId(byte[] record) {
        if (record.length < HEADER_BYTES || record[0] != MAGIC) {
            throw new SerializationException("not a record in Confluent's wire format: " + record.length
                    + " bytes, first " + (record.length == 0 ? "missing" : "byte " + record[0]));
        }
        return ((record[1] & 0xff) << 24) | ((record[2] & 0xff) << 16) | ((record[3] & 0xff) << 8) | (record[4] & 0xff);
    }
}
