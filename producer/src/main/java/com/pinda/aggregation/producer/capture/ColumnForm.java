package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/**
 * All that canal's message {@code Column} says but the value. Canal repeats it in every row, so it is read once; where
 * the bytes around the value are the same again, they say the same again.
 */
final class ColumnForm {

    /** No message of this form. */
    static final int OTHER = -1;

    private static final int VARINT_BITS = 7;

    private final TableLayout.Column column;
    private final int sqlType;
    private final boolean isNull;

    /** What comes before the value's length; all of a message without value. */
    private final byte[] head;

    /** What comes after the value. */
    private final byte[] tail;

    private final boolean hasValue;

    private ColumnForm(
            TableLayout.Column column, int sqlType, boolean isNull, byte[] head, byte[] tail, boolean hasValue) {
        this.column = column;
        this.sqlType = sqlType;
        this.isNull = isNull;
        this.head = head;
        this.tail = tail;
        this.hasValue = hasValue;
    }

    /** Reads a message field by field, whichever fields it has and in whichever order. */
    static ColumnForm read(WireReader in, int end) throws IOException {
        var begin = in.at();
        var name = "";
        var type = "";
        var sqlType = 0;
        var isKey = false;
        var isNull = false;
        var hasValue = false;
        var headEnd = end;
        var tailBegin = end;
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Column.VALUE_FIELD_NUMBER -> {
                    hasValue = true;
                    headEnd = in.at();
                    tailBegin = in.readMessage();
                    in.moveTo(tailBegin);
                }
                case CanalEntry.Column.NAME_FIELD_NUMBER -> name = in.readString();
                case CanalEntry.Column.MYSQLTYPE_FIELD_NUMBER -> type = in.readString();
                case CanalEntry.Column.SQLTYPE_FIELD_NUMBER -> sqlType = in.readInt();
                case CanalEntry.Column.ISKEY_FIELD_NUMBER -> isKey = in.readLong() != 0;
                case CanalEntry.Column.ISNULL_FIELD_NUMBER -> isNull = in.readLong() != 0;
                default -> in.skip(tag);
            }
        }
        return new ColumnForm(
                new TableLayout.Column(name, type, isKey),
                sqlType,
                isNull,
                Arrays.copyOfRange(in.bytes(), begin, headEnd),
                Arrays.copyOfRange(in.bytes(), tailBegin, end),
                hasValue);
    }

    /** The same form with another object for the same column. */
    ColumnForm of(TableLayout.Column same) {
        return new ColumnForm(same, sqlType, isNull, head, tail, hasValue);
    }

    /**
     * Where the value of a message begins, which ends {@link #tailLength} before the message; {@link #OTHER} where the
     * message is not of this form.
     */
    int valueOf(byte[] bytes, int from, int end) {
        var at = from + head.length;
        var valueEnd = end - tail.length;
        if (at > valueEnd
                || !Arrays.equals(bytes, from, at, head, 0, head.length)
                || !Arrays.equals(bytes, valueEnd, end, tail, 0, tail.length)) {
            return OTHER;
        }
        if (!hasValue) {
            return at == valueEnd ? at : OTHER;
        }
        var length = 0L;
        for (int shift = 0; at < valueEnd && shift < Long.SIZE; shift += VARINT_BITS) {
            var next = bytes[at++];
            length |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return length == valueEnd - at ? at : OTHER;
            }
        }
        return OTHER;
    }

    int tailLength() {
        return tail.length;
    }

    TableLayout.Column column() {
        return column;
    }

    int sqlType() {
        return sqlType;
    }

    boolean isNull() {
        return isNull;
    }
}
