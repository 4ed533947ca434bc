package com.pinda.aggregation.schema;

/**
 * A column of a table.
 *
 * @param name as the source spells it
 * @param type its MySQL type
 * @param key whether it is part of the key
 * @param sensitivity who may see it
 */
public record ColumnDefinition(String name, MySqlType type, boolean key, Sensitivity sensitivity) {

    /** A column that anybody may see. */
    public ColumnDefinition(String name, MySqlType type, boolean key) {
        this(name, type, key, Sensitivity.NONE);
    }
}
