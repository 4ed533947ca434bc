package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two sorted streams of rows, the source's and its copy's. Reads no server. */
final class CopyComparison {

    private final String table;
    private final List<CopyColumn> columns;
    private final Violations violations;

    /**
     * A comparison.
     *
     * @param table how messages name it
     * @param columns the columns of each row, those of the key among them
     */
    CopyComparison(String table, List<CopyColumn> columns, Violations violations) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.violations = violations;
    }

    void compare(Iterator<@Nullable String[]> source, Iterator<@Nullable String[]> copy) {
        var row = next(source);
        var other = next(copy);
        while (row != null || other != null) {
            var order = row == null ? 1 : other == null ? -1 : order(row, other);
            if (order < 0 && row != null) {
                violations.add(Kind.COPY_MISSING, table + " " + key(row) + " is not in the copy");
            } else if (order > 0 && other != null) {
                violations.add(Kind.COPY_SURPLUS, table + " " + key(other) + " is in the copy, but not in the source");
            } else if (row != null && other != null) {
                values(row, other);
            }
            row = order <= 0 ? next(source) : row;
            other = order >= 0 ? next(copy) : other;
        }
    }

    private static @Nullable String @Nullable [] next(Iterator<@Nullable String[]> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    private int order(@Nullable String[] row, @Nullable String[] other) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key()) {
                var order = columns.get(i).compare(keyValue(row, i), keyValue(other, i));
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    /** What has no representation cannot be a key. */
    private static String keyValue(@Nullable String[] row, int column) {
        var value = row[column];
        return value == null ? "" : value;
    }

    private void values(@Nullable String[] row, @Nullable String[] other) {
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (!column.same(row[i], other[i])) {
                violations.add(
                        Kind.COPY_VALUE,
                        table + " " + key(row) + ": column " + column.name() + " is " + column.shown(row[i])
                                + " in the source and " + column.shown(other[i]) + " in the copy");
            }
        }
    }

    private String key(@Nullable String[] row) {
        var text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (column.key()) {
                text.append(text.isEmpty() ? "" : ", ").append(column.name()).append('=');
                text.append(column.shown(row[i]));
            }
        }
        return text.toString();
    }
}
