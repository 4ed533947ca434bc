package com.pinda.aggregation.schema;

import java.util.List;

/**
 * A table as it is published: the captured columns, in the table's order.
 *
 * @param id which table
 * @param columns its captured columns; those with {@code key} make the key, none of them where the table has none
 */
public record TableDefinition(TableId id, List<ColumnDefinition> columns) {

    public TableDefinition {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + id + " has no captured column");
        }
    }

    /** The columns of the key, in the table's order; empty where the table has no key. */
    public List<ColumnDefinition> key() {
        return columns.stream().filter(ColumnDefinition::key).toList();
    }
}
