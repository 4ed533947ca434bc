package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import java.util.List;

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

    boolean byChain() {
        return checked.depth() == CheckedTable.Depth.CHAIN;
    }
}
