package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

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

    static final byte[] NO_ADDED_VALUES = {};

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final TableId table;
    private final List<Column> columns;
    private final byte[] addedValues;
    private final Map<String, String> addedValueByColumn;

    private TableLayout(TableId table, List<Column> columns, byte[] addedValues) {
        this.table = table;
        this.columns = columns;
        this.addedValues = addedValues;
        addedValueByColumn = addedValues.length == 0 ? Map.of() : JSON.readValue(addedValues, TEXTS);
    }

    /**
     * The layout of a row.
     *
     * @param addedValues by column, as canal-server tells it with the rows: a JSON object, or nothing
     */
    static TableLayout of(TableId table, RowImage row, byte[] addedValues) {
        var columns = new ArrayList<Column>(row.size());
        for (int i = 0; i < row.size(); i++) {
            columns.add(row.column(i));
        }
        return new TableLayout(table, List.copyOf(columns), addedValues);
    }

    /** The layout of a table that was described before. */
    public static TableLayout of(TableId table, List<Column> columns) {
        return new TableLayout(table, List.copyOf(columns), NO_ADDED_VALUES);
    }

    boolean matches(RowImage row, byte[] rowsAddedValues) {
        if (row.size() != columns.size() || !Arrays.equals(addedValues, rowsAddedValues)) {
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

    /** As canal-server told them with the rows: a JSON object, or nothing. */
    byte[] addedValues() {
        return addedValues;
    }

    /** What the rows that were there got when the column was added to them; null where nobody tells. */
    @Nullable String addedValue(Column column) {
        return addedValueByColumn.get(column.name());
    }
}
