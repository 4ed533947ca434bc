package com.pinda.aggregation.local.compare;

/**
 * One place where a copy is not like its source, or a view not like its SELECT. It names the place and never shows a
 * value beside the key.
 *
 * @param table the source, {@code database.table}, or the view
 * @param key the key of the row, empty where the whole table is meant
 * @param column the column, empty where the whole row is meant
 */
public record Difference(String table, String key, String column, Kind kind) {

    /** What is wrong. */
    public enum Kind {
        /** The copy lacks the row. */
        MISSING_ROW,
        /** The source has no such row. */
        EXTRA_ROW,
        /** Both have a value, but not the same. */
        OTHER_VALUE,
        /** The copy has NULL where the source has a value. */
        NULL_INSTEAD_OF_VALUE,
        /** The copy has a value where the source has NULL. */
        VALUE_INSTEAD_OF_NULL,
        /** The copy lacks the column. */
        MISSING_COLUMN,
        /** The view has a column that its SELECT does not give. */
        EXTRA_COLUMN,
        /** The copy has a column that it must not have. */
        EXCLUDED_COLUMN
    }

    @Override
    public String toString() {
        return kind + " " + table + (key.isEmpty() ? "" : " key=" + key)
                + (column.isEmpty() ? "" : " column=" + column);
    }
}
