package com.pinda.aggregation.canal.rows;

import com.pinda.aggregation.canal.fields.PrivateField;
import com.taobao.tddl.dbsync.binlog.LogBuffer;
import com.taobao.tddl.dbsync.binlog.event.RowsLogBuffer;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of the rows of one event, and how far they have been read. */
final class RowBytes {

    /** canal hands out rows value by value only. */
    private static final VarHandle ROWS = PrivateField.of(RowsLogEvent.class, "rowsBuf", LogBuffer.class);

    private static final VarHandle BYTES = PrivateField.of(LogBuffer.class, "buffer", byte[].class);

    private final RowsLogEvent event;
    private final LogBuffer buffer;
    private final byte[] bytes;
    private final int end;
    private @Nullable RowsLogBuffer canal;
    private int at;

    RowBytes(RowsLogEvent event) {
        this.event = event;
        this.buffer = (LogBuffer) ROWS.get(event);
        this.bytes = (byte[]) BYTES.get(buffer);
        this.end = buffer.limit();
    }

    private RowBytes(RowBytes whole, int from, int length) {
        this.event = whole.event;
        this.buffer = whole.buffer;
        this.bytes = whole.bytes;
        this.at = from;
        this.end = from + length;
    }

    /** Some of the bytes, to be read on their own. */
    RowBytes part(int from, int length) {
        return new RowBytes(this, from, length);
    }

    /** Where the next bytes begin. */
    int at() {
        return at;
    }

    void seek(int place) {
        at = place;
    }

    boolean hasMore() {
        return at < end;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next bytes begin; moves on by so many. */
    int take(int count) {
        var from = at;
        at += count;
        return from;
    }

    /** Whether what comes next are the same bytes as those at a place, so many. */
    boolean repeats(int from, int count) {
        return count <= end - at && Arrays.equals(bytes, at, at + count, bytes, from, from + count);
    }

    int unsigned8() {
        return bytes[at++] & 0xff;
    }

    /** A number of 1 to 8 bytes, lowest byte first. */
    long little(int count) {
        var value = 0L;
        for (int i = count - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        at += count;
        return value;
    }

    /** A number of 1 to 8 bytes, highest byte first. */
    long big(int count) {
        var value = 0L;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        at += count;
        return value;
    }

    /** Reads one value with canal's own reader, for types that are not worth a second one. */
    RowsLogBuffer byCanal(String name, int index, int type, int meta, boolean binary) {
        if (canal == null) {
            canal = event.getRowsBuf(StandardCharsets.UTF_8);
        }
        buffer.position(at);
        canal.nextValue(name, index, type, meta, binary);
        at = buffer.position();
        return canal;
    }
}
