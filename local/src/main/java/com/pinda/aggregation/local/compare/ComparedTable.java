package com.pinda.aggregation.local.compare;

import java.util.Set;

/**
 * A table and its copy.
 *
 * @param source {@code database.table}
 * @param copy the name of the copy in the target database
 * @param excludedColumns columns that the copy must not have
 */
public record ComparedTable(String source, String copy, Set<String> excludedColumns) {

    /** Checks the name of the source. */
    public ComparedTable {
        if (source.indexOf('.') <= 0) {
            throw new IllegalArgumentException("not database.table: " + source);
        }
        excludedColumns = Set.copyOf(excludedColumns);
    }

    /** A table whose copy has its name and all its columns. */
    public static ComparedTable of(String source) {
        return new ComparedTable(source, source.substring(source.indexOf('.') + 1), Set.of());
    }

    String sourceDatabase() {
        return source.substring(0, source.indexOf('.'));
    }

    String sourceTable() {
        return source.substring(source.indexOf('.') + 1);
    }
}
