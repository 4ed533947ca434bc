package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.List;

/** The columns of a table as canal described them with a row. A row with other columns has another layout. */
public final class TableLayout {

    /**
     * A column as canal describes it.
     *
     * @param name its name
     * @param type its type, as the source or a DDL statement wrote it
     * @param key whether it is part of the primary key
     */
    public record Column(String name, String type, boolean key) {}

    private final TableId table;
    private final List<Column> columns;

    private TableLayout(TableId table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
    }

    static TableLayout of(TableId table, RowImage row) {
        var columns = new ArrayList<Column>(row.size());
        for (int i = 0; i < row.size(); i++) {
            columns.add(row.column(i));
        }
        return new TableLayout(table, List.copyOf(columns));
    }

    boolean matches(RowImage row) {
        if (row.size() != columns.size()) {
            return false;
        }
        for (int i = 0; i < row.size(); i++) {
            if (!row.column(i).equals(columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    public TableId table() {
        return table;
    }

    /** All columns, in the table's order. */
    public List<Column> columns() {
        return columns;
    }
}
