package com.pinda.aggregation.consumer.copy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One change with the row before and the row after it, still in its record. */
public final class AppliedChange {

    private final String copyName;
    private final RowShape shape;
    private final byte[] value;
    private final int @Nullable [] before;
    private final int @Nullable [] after;

    AppliedChange(String copyName, RowShape shape, byte[] value, EnvelopeReader.Places places) {
        this.copyName = copyName;
        this.shape = shape;
        this.value = value;
        this.before = places.before() < 0 ? null : shape.places(value, places.before());
        this.after = places.after() < 0 ? null : shape.places(value, places.after());
    }

    /** The copy that it was applied to. */
    public String copyName() {
        return copyName;
    }

    /** What its rows' columns are. */
    public RowShape shape() {
        return shape;
    }

    /** Whether a column has another value after it than before; true where there is no row before, or none after. */
    public boolean changes(int column) {
        return before == null
                || after == null
                || !Arrays.equals(value, before[column], before[column + 1], value, after[column], after[column + 1]);
    }

    /** The rows before and after it, those of them that there are. */
    public List<AppliedRow> rows() {
        return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .map(places -> new AppliedRow(shape, value, places))
                .toList();
    }
}
