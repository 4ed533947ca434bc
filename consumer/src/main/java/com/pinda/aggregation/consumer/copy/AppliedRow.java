package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** One row of a change. */
public final class AppliedRow {

    private final RowShape shape;
    private final byte[] value;
    private final int[] places;

    AppliedRow(RowShape shape, byte[] value, int[] places) {
        this.shape = shape;
        this.value = value;
        this.places = places;
    }

    /**
     * The value of a column as SQL; null where it is NULL.
     *
     * @param scratch what it is written to
     */
    public @Nullable String literal(int column, SqlText scratch) {
        scratch.clear();
        return shape.field(column).value(new AvroInput(value, places[column]), scratch) ? scratch.toString() : null;
    }

    /** The text of a column that is text and part of the row's key. */
    public String keyText(int column) {
        var in = new AvroInput(value, places[column]);
        var length = in.readLength();
        return new String(value, in.at(), length, UTF_8);
    }
}
