package com.pinda.aggregation.consumer.copy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The columns of rows that were written with one schema. Equal to itself only. */
public final class RowShape {

    private final List<RowField> fields;
    private final Map<String, Integer> indexes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    RowShape(Schema row) {
        fields = row.getFields().stream()
                .map(field -> new RowField(Columns.of(field), field.schema(), true))
                .toList();
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i).column().name(), i);
        }
    }

    /** The index of a column; -1 where rows have none of that name. */
    public int index(String column) {
        return indexes.getOrDefault(column, -1);
    }

    /** Whether a column is text of the row's key, which is never NULL. */
    public boolean isKeyText(int column) {
        return fields.get(column).text() && fields.get(column).column().key();
    }

    RowField field(int column) {
        return fields.get(column);
    }

    /** Where each column of a row begins, and where the last one ends. */
    int[] places(byte[] value, int row) {
        var in = new AvroInput(value, row);
        var places = new int[fields.size() + 1];
        for (int i = 0; i < fields.size(); i++) {
            places[i] = in.at();
            fields.get(i).skip().over(in);
        }
        places[fields.size()] = in.at();
        return places;
    }
}
