package com.pinda.aggregation.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name as the source spells it
 * @param type its MySQL type
 * @param key whether it is part of the key
 * @param sensitivity who may see it
 * @param addedValue what the rows that were there got when it was added to them, as text; null where it is as old as
 *     the table, where they got NULL, or where that is not known
 */
public record ColumnDefinition(
        String name,
        MySqlType type,
        boolean key,
        Sensitivity sensitivity,
        @Nullable String addedValue) {

    /** A column that is as old as its table. */
    public ColumnDefinition(String name, MySqlType type, boolean key, Sensitivity sensitivity) {
        this(name, type, key, sensitivity, null);
    }

    /** A column that anybody may see. */
    public ColumnDefinition(String name, MySqlType type, boolean key) {
        this(name, type, key, Sensitivity.NONE);
    }

    /** The same column, where nobody knows what older rows got. */
    public ColumnDefinition withoutAddedValue() {
        return new ColumnDefinition(name, type, key, sensitivity);
    }

    /** The same column with another type. */
    public ColumnDefinition typed(MySqlType otherType) {
        return new ColumnDefinition(name, otherType, key, sensitivity, addedValue);
    }
}
