package com.pinda.aggregation.schema.value;

/** Turns the text of one column into Avro. Malformed text is a {@link NumberFormatException}. */
public interface ColumnEncoder {

    /** The value has no representation and is published as null: a zero date. */
    int NONE = -1;

    /** Which of the column's Avro types the value takes, from 0; {@link #NONE} where it has no value. */
    default int branch(byte[] text, int from, int length) {
        return 0;
    }

    /** Writes the value. */
    void encode(byte[] text, int from, int length, AvroOutput out);
}
