package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    private final byte[][] names;
    private final byte[][] types;

    private TableLayout(TableId table, List<Column> columns, byte[][] names, byte[][] types) {
        this.table = table;
        this.columns = columns;
        this.names = names;
        this.types = types;
    }

    static TableLayout of(TableId table, RowImage row) {
        var columns = new ArrayList<Column>(row.size());
        var names = new byte[row.size()][];
        var types = new byte[row.size()][];
        for (int i = 0; i < row.size(); i++) {
            names[i] = row.name(i);
            types[i] = row.type(i);
            columns.add(new Column(new String(names[i], UTF_8), new String(types[i], UTF_8), row.isKey(i)));
        }
        return new TableLayout(table, List.copyOf(columns), names, types);
    }

    boolean matches(RowImage row) {
        if (row.size() != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!row.hasName(i, names[i])
                    || !row.hasType(i, types[i])
                    || row.isKey(i) != columns.get(i).key()) {
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
