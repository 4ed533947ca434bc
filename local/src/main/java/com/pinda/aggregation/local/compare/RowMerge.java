package com.pinda.aggregation.local.compare;

import com.pinda.aggregation.local.compare.Difference.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of both sides in the order of their keys, one row of each in memory, and notes what differs.
 */
final class RowMerge {

    private final List<Map.Entry<String, Equality>> columns;
    private final Differences differences;

    /** @param columns in the order of the streams' values */
    RowMerge(List<Map.Entry<String, Equality>> columns, Differences differences) {
        this.columns = List.copyOf(columns);
        this.differences = differences;
    }

    /** Reads both to their ends. */
    void merge(RowStream left, RowStream right) throws SQLException {
        boolean hasLeft = left.next();
        boolean hasRight = right.next();
        while (hasLeft || hasRight) {
            int order = !hasLeft ? 1 : !hasRight ? -1 : left.compareKey(right);
            if (order < 0) {
                differences.mismatch(left.key(), "", Kind.MISSING_ROW);
            } else if (order > 0) {
                differences.mismatch(right.key(), "", Kind.EXTRA_ROW);
            } else {
                compareRow(left, right);
            }
            hasLeft = order <= 0 ? left.next() : hasLeft;
            hasRight = order >= 0 ? right.next() : hasRight;
        }
    }

    private void compareRow(RowStream left, RowStream right) throws SQLException {
        boolean equal = true;
        for (int i = 0; i < columns.size(); i++) {
            var expected = left.value(i);
            var actual = right.value(i);
            var column = columns.get(i);
            if (!equal(column.getValue(), expected, actual)) {
                equal = false;
                differences.note(left.key(), column.getKey(), kind(expected, actual));
            }
        }
        if (!equal) {
            differences.mismatch();
        }
    }

    private static boolean equal(Equality equality, byte @Nullable [] expected, byte @Nullable [] actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        return equality.holds(expected, actual);
    }

    private static Kind kind(byte @Nullable [] expected, byte @Nullable [] actual) {
        if (expected == null) {
            return Kind.VALUE_INSTEAD_OF_NULL;
        }
        return actual == null ? Kind.NULL_INSTEAD_OF_VALUE : Kind.OTHER_VALUE;
    }
}
