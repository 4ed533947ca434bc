package com.pinda.aggregation.canal.rows;

import com.alibaba.otter.canal.protocol.CanalEntry.Column;
import com.pinda.aggregation.canal.history.ColumnDefinition;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.util.Arrays;

/** Writes one column of a row as canal's message {@code Column}; what is the same in every row is made once. */
final class ColumnWriter {

    private static final int UPDATED = 1;
    private static final int NULL = 2;
    private static final int KINDS = 4;
    private static final byte VALUE_TAG = (byte) (Column.VALUE_FIELD_NUMBER << 3 | 2);
    private static final boolean WRITES_EMPTY =
            Column.newBuilder().setValue("").build().getSerializedSize() > 0;

    private final ColumnPlace place;
    private final ColumnDefinition definition;
    private final ValueReader reader;
    private final int nullType;
    private final byte[] tail;
    private byte[][][] heads = new byte[1][][];
    private int[] headTypes = {0};

    ColumnWriter(int index, ColumnDefinition definition, ColumnInfo info) {
        this.place = new ColumnPlace(definition.name(), index);
        this.definition = definition;
        this.reader = reader(place, definition, info);
        this.nullType = NullTypes.of(info.type, info.meta, definition.type());
        this.tail = Column.newBuilder().setMysqlType(definition.type()).build().toByteArray();
        headTypes[0] = nullType;
        heads[0] = new byte[KINDS][];
    }

    private static ValueReader reader(ColumnPlace place, ColumnDefinition definition, ColumnInfo info) {
        try {
            return ValueReaders.of(place, info.type, info.meta, definition);
        } catch (UnreadableTextException e) {
            throw new UnreadableTextException(definition.name(), e);
        }
    }

    /**
     * Reads the next value of a row.
     *
     * @throws UnreadableTextException with the column's name
     */
    void read(RowBytes row, Text text) {
        try {
            reader.read(row, text);
        } catch (UnreadableTextException e) {
            throw new UnreadableTextException(definition.name(), e);
        }
    }

    /** Writes the column with a value, and returns where the value's text begins in the message. */
    int write(Wire wire, byte tag, Text text, boolean updated) {
        var head = head(text.sqlType(), updated ? UPDATED : 0);
        var hasValue = text.length() > 0 || WRITES_EMPTY;
        var value = hasValue ? 1 + Wire.varintWidth(text.length()) + text.length() : 0;
        wire.put(tag);
        wire.varint(head.length + value + tail.length);
        wire.put(head, 0, head.length);
        if (hasValue) {
            wire.put(VALUE_TAG);
            wire.varint(text.length());
        }
        var at = wire.size();
        wire.put(text.bytes(), text.offset(), text.length());
        wire.put(tail, 0, tail.length);
        return at;
    }

    void writeNull(Wire wire, byte tag, boolean updated) {
        var head = head(nullType, NULL | (updated ? UPDATED : 0));
        wire.put(tag);
        wire.varint(head.length + tail.length);
        wire.put(head, 0, head.length);
        wire.put(tail, 0, tail.length);
    }

    /** All fields before the value. */
    private byte[] head(int sqlType, int kind) {
        var at = 0;
        while (at < headTypes.length && headTypes[at] != sqlType) {
            at++;
        }
        if (at == headTypes.length) {
            headTypes = Arrays.copyOf(headTypes, at + 1);
            headTypes[at] = sqlType;
            heads = Arrays.copyOf(heads, at + 1);
            heads[at] = new byte[KINDS][];
        }
        var head = heads[at][kind];
        if (head == null) {
            head = Column.newBuilder()
                    .setIndex(place.index())
                    .setSqlType(sqlType)
                    .setName(place.name())
                    .setIsKey(definition.key())
                    .setUpdated((kind & UPDATED) != 0)
                    .setIsNull((kind & NULL) != 0)
                    .build()
                    .toByteArray();
            heads[at][kind] = head;
        }
        return head;
    }
}
