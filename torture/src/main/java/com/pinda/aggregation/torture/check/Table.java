package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A checked table with its present columns.
 *
 * @param columns all its columns, in its order, those that are not captured too
 */
record Table(CheckedTable checked, List<Column> columns) {

    Table {
        columns = List.copyOf(columns);
    }

    TableId id() {
        return checked.id();
    }

    /** Names of the key's columns in the table's order; empty where it has no key. */
    List<String> key() {
        return columns.stream().filter(Column::key).map(Column::name).toList();
    }

    List<Column> captured() {
        return columns.stream().filter(Column::captured).toList();
    }

    /** Whether there are columns whose change nobody is told of. */
    boolean isPartial() {
        return columns.stream().anyMatch(column -> !column.captured());
    }

    /** Names of the columns whose text may be written in several ways. */
    Set<String> json() {
        return columns.stream()
                .filter(column -> column.type().kind() == MySqlType.Kind.JSON)
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    boolean byChain() {
        return checked.depth() == CheckedTable.Depth.CHAIN;
    }
}
