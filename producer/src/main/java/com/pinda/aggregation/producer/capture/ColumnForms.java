package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The forms in which the columns of a table came. A column has several: with a value and with NULL, changed and not
 * changed, and an unsigned number has another SQL type from its sign bit on.
 */
final class ColumnForms {

    /** What canal has of one column at most: two SQL types or NULL, changed or not. Other servers may have no end. */
    private static final int MOST = 8;

    private final List<List<ColumnForm>> byColumn = new ArrayList<>();
    private final LastForms lastBefore = new LastForms();
    private final LastForms lastCreated = new LastForms();
    private final LastForms lastUpdated = new LastForms();

    /** Those of the last row before a change. */
    LastForms lastBefore() {
        return lastBefore;
    }

    /** Those of the last row after such a change. */
    LastForms lastAfter(Operation operation) {
        return operation == Operation.CREATE ? lastCreated : lastUpdated;
    }

    /** The form of a message; {@code in} stands at its beginning, and anywhere within it afterwards. */
    ColumnForm find(int column, WireReader in, int end) throws IOException {
        while (byColumn.size() <= column) {
            byColumn.add(new ArrayList<>());
        }
        var known = byColumn.get(column);
        for (var form : known) {
            if (form.valueOf(in.bytes(), in.at(), end) != ColumnForm.OTHER) {
                return form;
            }
        }
        var form = withKnownColumn(ColumnForm.read(in, end), known);
        if (known.size() == MOST) {
            known.clear(); // what comes now counts: the table may have been changed
        }
        known.add(form);
        return form;
    }

    /** One object for each column, so that layouts compare fast. */
    private static ColumnForm withKnownColumn(ColumnForm form, List<ColumnForm> known) {
        for (var other : known) {
            if (other.column().equals(form.column())) {
                return form.of(other.column());
            }
        }
        return form;
    }
}
