package com.pinda.aggregation.canal.history;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The columns of a table in their order. */
public record TableDefinition(TableName table, List<ColumnDefinition> columns) {

    public TableDefinition {
        columns = List.copyOf(columns);
    }

    /**
     * This definition, as it was read from the source, after an earlier one: what that has not was added to its rows.
     *
     * @param earlier empty: all columns are taken for as old as the table
     */
    public TableDefinition after(Optional<TableDefinition> earlier) {
        if (earlier.isEmpty()) {
            return new TableDefinition(
                    table, columns.stream().map(c -> c.added(null)).toList());
        }
        var known = new TreeMap<String, ColumnDefinition>(String.CASE_INSENSITIVE_ORDER);
        earlier.get().columns().forEach(c -> known.put(c.name(), c));
        return new TableDefinition(
                table,
                columns.stream()
                        .map(c -> c.added(known.getOrDefault(c.name(), c).addedValue()))
                        .toList());
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
