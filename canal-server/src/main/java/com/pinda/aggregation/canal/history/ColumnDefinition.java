package com.pinda.aggregation.canal.history;

import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param type MySQL's type text, one spelling for each type (see {@link ColumnType})
 * @param key whether it is part of the primary key
 * @param addedValue what the rows that were there got when it was added to them, as text; null where it is as old as
 *     its table, where they got NULL, or where that cannot be known (see {@link AddedValue})
 */
public record ColumnDefinition(
        String name,
        String type,
        boolean nullable,
        boolean key,
        @Nullable String addedValue) {

    public ColumnDefinition {
        type = ColumnType.normalised(type);
    }

    /** A column that is as old as its table. */
    public ColumnDefinition(String name, String type, boolean nullable, boolean key) {
        this(name, type, nullable, key, null);
    }

    /** The same column with its type as another server type. */
    public ColumnDefinition typed(String otherType) {
        return new ColumnDefinition(name, otherType, nullable, key, addedValue);
    }

    /** The same column under a new name. Its rows hold more than what they got when it was added. */
    ColumnDefinition named(String newName) {
        return new ColumnDefinition(newName, type, nullable, key, newName.equalsIgnoreCase(name) ? addedValue : null);
    }

    ColumnDefinition asKey(boolean isKey) {
        return new ColumnDefinition(name, type, nullable && !isKey, isKey, addedValue);
    }

    /** The same column, where the rows that were there got this value. */
    public ColumnDefinition added(@Nullable String value) {
        return new ColumnDefinition(name, type, nullable, key, value);
    }
}
