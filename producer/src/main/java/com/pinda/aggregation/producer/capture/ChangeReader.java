package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Reads stored changes back. One thread. */
public final class ChangeReader {

    /**
     * What it remembers of a table: layouts are told apart by identity, so the same columns must be the same object.
     */
    private static final class TableState {
        final ColumnForms forms = new ColumnForms();
        final Deque<TableLayout> layouts = new ArrayDeque<>();
    }

    private static final int MOST_LAYOUTS = 16;

    private final Map<TableId, TableState> tables = new HashMap<>();
    private final WireReader in = new WireReader();
    private final TransactionCounts counts = new TransactionCounts();
    private final Change change = new Change(counts);
    private long transaction;

    /**
     * The change that was stored, valid until the next call.
     *
     * @throws BadChangeException where its data is not canal's message
     */
    public Change read(StoredChange stored) {
        var table = tables.computeIfAbsent(stored.table(), t -> new TableState());
        var message = bytes(stored.data());
        try {
            in.begin(message, message.length);
            change.readRows(in, message.length, table.forms, stored.operation());
        } catch (IOException e) {
            throw new BadChangeException("the parked change of " + stored + " cannot be read", e);
        }
        var layout = layout(table, stored, bytes(stored.addedValues()));
        var ofTable = new RecordCount(stored.table());
        counts.moveTo(++transaction);
        counts.set(stored.totalOrder() - 1);
        counts.add(ofTable, stored.tableOrder() - 1);
        change.set(stored.event(), layout, stored.operation(), stored.row(), ofTable);
        return change;
    }

    private TableLayout layout(TableState table, StoredChange stored, byte[] addedValues) {
        for (var known : table.layouts) {
            if (known.matches(change.image(), addedValues)) {
                return known;
            }
        }
        var layout = TableLayout.of(stored.table(), change.image(), addedValues);
        table.layouts.addFirst(layout);
        if (table.layouts.size() > MOST_LAYOUTS) {
            table.layouts.removeLast();
        }
        return layout;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
