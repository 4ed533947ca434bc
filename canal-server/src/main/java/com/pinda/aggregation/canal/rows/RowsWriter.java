package com.pinda.aggregation.canal.rows;

import com.alibaba.fastjson2.JSONObject;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.alibaba.otter.canal.protocol.CanalEntry.Pair;
import com.alibaba.otter.canal.protocol.CanalEntry.RowChange;
import com.alibaba.otter.canal.protocol.CanalEntry.RowData;
import com.google.protobuf.ByteString;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.util.BitSet;
import java.util.List;

/**
 * Writes the rows of one table as canal's message {@code RowChange}, byte for byte what canal's own converter makes.
 * Not thread safe.
 *
 * <p>Beside that, where columns were added to the table, before the rows the message has the property
 * {@value #ADDED_VALUES}: a JSON object with the value that the rows that were there got in each such column.
 */
public final class RowsWriter {

    /**
     * The message and how many rows it holds.
     *
     * @param change a serialised {@code RowChange}
     */
    public record Rows(ByteString change, int count) {}

    private static final String ADDED_VALUES = "addedValues";

    private static final int LENGTH_DELIMITED = 2;
    private static final byte ROW_TAG = (byte) (RowChange.ROWDATAS_FIELD_NUMBER << 3 | LENGTH_DELIMITED);
    private static final byte BEFORE_TAG = (byte) (RowData.BEFORECOLUMNS_FIELD_NUMBER << 3 | LENGTH_DELIMITED);
    private static final byte AFTER_TAG = (byte) (RowData.AFTERCOLUMNS_FIELD_NUMBER << 3 | LENGTH_DELIMITED);

    private final ColumnWriter[] columns;
    private final List<Pair> properties;
    private final BeforeImage before;
    private final Wire wire = new Wire();
    private final Text text = new Text();

    public RowsWriter(TableDefinition definition, ColumnInfo[] infos) {
        columns = new ColumnWriter[infos.length];
        for (int i = 0; i < infos.length; i++) {
            columns[i] = new ColumnWriter(i, definition.columns().get(i), infos[i]);
        }
        properties = properties(definition);
        before = new BeforeImage(infos.length);
    }

    private static List<Pair> properties(TableDefinition definition) {
        var added = new JSONObject();
        for (var column : definition.columns()) {
            if (column.addedValue() != null) {
                added.put(column.name(), column.addedValue());
            }
        }
        return added.isEmpty()
                ? List.of()
                : List.of(Pair.newBuilder()
                        .setKey(ADDED_VALUES)
                        .setValue(added.toString())
                        .build());
    }

    /** Writes all rows of an event. */
    public Rows write(RowsLogEvent event, EventType type) {
        var row = new RowBytes(event);
        var head = RowChange.newBuilder()
                .setTableId(event.getTableId())
                .setEventType(type)
                .setIsDdl(false)
                .addAllProps(properties)
                .build()
                .toByteArray();
        wire.clear();
        wire.put(head, 0, head.length);
        var count = 0;
        while (row.hasMore()) {
            wire.put(ROW_TAG);
            var since = wire.size();
            switch (type) {
                case INSERT -> after(row, event.getColumns(), false);
                case DELETE -> before(row, event.getColumns());
                default -> {
                    before(row, event.getColumns());
                    after(row, event.getChangeColumns(), true);
                }
            }
            wire.prefixLength(since);
            count++;
        }
        return new Rows(wire.toByteString(), count);
    }

    private void before(RowBytes row, BitSet present) {
        var nulls = row.take((present.cardinality() + Byte.SIZE - 1) / Byte.SIZE);
        var bit = 0;
        for (int i = 0; i < columns.length; i++) {
            if (!present.get(i)) {
                before.setAbsent(i);
            } else if (isNull(row, nulls, bit++)) {
                columns[i].writeNull(wire, BEFORE_TAG, false);
                before.setNull(i);
            } else {
                var read = row.at();
                columns[i].read(row, text);
                before.setRead(i, read, row);
                var written = wire.size();
                var value = columns[i].write(wire, BEFORE_TAG, text, false);
                before.setWritten(i, written, wire, value, text.length());
            }
        }
    }

    /**
     * With {@code compare}, a column counts as updated only where it differs from the image before. Most do not, and
     * what was written for that image is good for this one too.
     */
    private void after(RowBytes row, BitSet present, boolean compare) {
        var nulls = row.take((present.cardinality() + Byte.SIZE - 1) / Byte.SIZE);
        var bit = 0;
        for (int i = 0; i < columns.length; i++) {
            if (!present.get(i)) {
                continue;
            }
            if (isNull(row, nulls, bit++)) {
                columns[i].writeNull(wire, AFTER_TAG, !compare || !before.wasNull(i));
            } else if (compare && before.isRepeated(i, row)) {
                wire.put(AFTER_TAG);
                before.repeat(i, row, wire);
            } else {
                columns[i].read(row, text);
                columns[i].write(wire, AFTER_TAG, text, !compare || before.differs(i, text, wire));
            }
        }
    }

    private static boolean isNull(RowBytes row, int nulls, int bit) {
        return (row.bytes()[nulls + bit / Byte.SIZE] >> bit % Byte.SIZE & 1) != 0;
    }
}
