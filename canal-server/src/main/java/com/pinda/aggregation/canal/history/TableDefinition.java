package com.pinda.aggregation.canal.history;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** The columns of a table in their order. */
public record TableDefinition(TableName table, List<ColumnDefinition> columns) {

    public TableDefinition {
        columns = List.copyOf(columns);
    }

    TableDefinition named(TableName newName) {
        return new TableDefinition(newName, columns);
    }

    /** Whether no two columns share a name, which a statement applied twice would make. */
    boolean isSound() {
        var names = new HashSet<String>();
        return !columns.isEmpty()
                && columns.stream().allMatch(c -> names.add(c.name().toLowerCase(Locale.ROOT)));
    }
}
