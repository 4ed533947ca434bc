package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

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
     * @param addedValue what the rows that were there got when it was added to them; null where nobody tells
     */
    public record Column(
            String name, String type, boolean key, @Nullable String addedValue) {}

    static final byte[] NO_ADDED_VALUES = {};

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final TableId table;
    private final List<Column> columns;
    private final byte[][] names;
    private final byte[][] types;
    private final byte[] addedValues;

    private TableLayout(TableId table, List<Column> columns, byte[][] names, byte[][] types, byte[] addedValues) {
        this.table = table;
        this.columns = columns;
        this.names = names;
        this.types = types;
        this.addedValues = addedValues;
    }

    /**
     * The layout of a row.
     *
     * @param addedValues by column, as canal-server tells it with the rows: a JSON object, or nothing
     */
    static TableLayout of(TableId table, RowImage row, byte[] addedValues) {
        var added = addedValues.length == 0 ? Map.<String, String>of() : JSON.readValue(addedValues, TEXTS);
        var columns = new ArrayList<Column>(row.size());
        var names = new byte[row.size()][];
        var types = new byte[row.size()][];
        for (int i = 0; i < row.size(); i++) {
            names[i] = row.name(i);
            types[i] = row.type(i);
            var name = new String(names[i], UTF_8);
            columns.add(new Column(name, new String(types[i], UTF_8), row.isKey(i), added.get(name)));
        }
        return new TableLayout(table, List.copyOf(columns), names, types, addedValues);
    }

    boolean matches(RowImage row, byte[] rowsAddedValues) {
        if (row.size() != names.length || !Arrays.equals(addedValues, rowsAddedValues)) {
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
