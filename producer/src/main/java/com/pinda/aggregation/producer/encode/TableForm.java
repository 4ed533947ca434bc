package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.RowImage;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.value.AvroOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can be told of one table's changes before its schemas are registered. */
final class TableForm {

    private final RowEncoder key;
    private final RowEncoder row;
    private final boolean keyed;
    private final boolean partial;
    private final AvroOutput out;
    private final RawValues raw = new RawValues();

    TableForm(TableLayout layout, TableDefinition table, AvroOutput out) {
        keyed = !table.key().isEmpty();
        key = new RowEncoder(layout, table.key());
        row = new RowEncoder(layout, table.columns());
        partial = table.columns().size() < layout.columns().size();
        this.out = out;
    }

    /** How many records a change has, its tombstone left out. */
    int records(Change change) {
        if (change.operation() != Operation.UPDATE) {
            return 1;
        }
        if (partial && row.same(change.before(), change.after())) {
            return 0;
        }
        return keyed && !key.same(change.before(), change.after()) ? 2 : 1;
    }

    /** The Avro data of its keys, as its records have it behind the schema's id. */
    List<byte[]> keys(Change change) {
        var keys = new ArrayList<byte[]>();
        raw.clear();
        if (keyed) {
            add(change, change.before(), keys);
            add(change, change.after(), keys);
        }
        return keys;
    }

    private void add(Change change, RowImage image, List<byte[]> keys) {
        if (image.size() == 0) {
            return;
        }
        out.reset(0);
        key.encode(change, image, out, raw);
        var bytes = out.toByteArray();
        if (keys.isEmpty() || !Arrays.equals(keys.get(0), bytes)) {
            keys.add(bytes);
        }
    }
}
