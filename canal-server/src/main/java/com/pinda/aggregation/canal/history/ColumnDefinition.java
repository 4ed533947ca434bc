package com.pinda.aggregation.canal.history;

/**
 * One column.
 *
 * @param type MySQL's type text, one spelling for each type (see {@link ColumnType})
 * @param key whether it is part of the primary key
 */
public record ColumnDefinition(String name, String type, boolean nullable, boolean key) {

    public ColumnDefinition {
        type = ColumnType.normalised(type);
    }

    ColumnDefinition named(String newName) {
        return new ColumnDefinition(newName, type, nullable, key);
    }

    ColumnDefinition asKey(boolean isKey) {
        return new ColumnDefinition(name, type, nullable && !isKey, isKey);
    }
}
