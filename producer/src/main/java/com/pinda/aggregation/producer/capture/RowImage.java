package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/**
 * One row as canal sends it: for each column where its text lies in a shared buffer. Filled anew for every row, so that
 * a row costs no objects; valid until the next one is read.
 */
public final class RowImage {

    private static final int NULL = -1;
    private static final int INITIAL_COLUMNS = 32;

    private byte[] buffer = {};
    private int size;
    private int[] from = new int[INITIAL_COLUMNS];
    private int[] length = new int[INITIAL_COLUMNS];
    private int[] sqlType = new int[INITIAL_COLUMNS];
    private int[] nameFrom = new int[INITIAL_COLUMNS];
    private int[] nameLength = new int[INITIAL_COLUMNS];
    private int[] typeFrom = new int[INITIAL_COLUMNS];
    private int[] typeLength = new int[INITIAL_COLUMNS];
    private boolean[] key = new boolean[INITIAL_COLUMNS];

    void clear(byte[] shared) {
        buffer = shared;
        size = 0;
    }

    /** Reads one column of the row from {@code in}, which reads the buffer from its beginning. */
    void read(CodedInputStream in, int end) throws IOException {
        var column = size;
        if (column == from.length) {
            grow();
        }
        size = column + 1;
        from[column] = 0;
        length[column] = 0;
        sqlType[column] = 0;
        nameLength[column] = 0;
        typeLength[column] = 0;
        key[column] = false;
        var isNull = false;
        while (in.getTotalBytesRead() < end) {
            var tag = in.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Column.VALUE_FIELD_NUMBER -> {
                    length[column] = in.readRawVarint32();
                    from[column] = in.getTotalBytesRead();
                    in.skipRawBytes(length[column]);
                }
                case CanalEntry.Column.NAME_FIELD_NUMBER -> {
                    nameLength[column] = in.readRawVarint32();
                    nameFrom[column] = in.getTotalBytesRead();
                    in.skipRawBytes(nameLength[column]);
                }
                case CanalEntry.Column.MYSQLTYPE_FIELD_NUMBER -> {
                    typeLength[column] = in.readRawVarint32();
                    typeFrom[column] = in.getTotalBytesRead();
                    in.skipRawBytes(typeLength[column]);
                }
                case CanalEntry.Column.SQLTYPE_FIELD_NUMBER -> sqlType[column] = in.readRawVarint32();
                case CanalEntry.Column.ISKEY_FIELD_NUMBER -> key[column] = in.readRawVarint32() != 0;
                case CanalEntry.Column.ISNULL_FIELD_NUMBER -> isNull = in.readRawVarint32() != 0;
                default -> in.skipField(tag);
            }
        }
        if (isNull) {
            length[column] = NULL;
        }
    }

    private void grow() {
        var columns = from.length * 2;
        from = Arrays.copyOf(from, columns);
        length = Arrays.copyOf(length, columns);
        sqlType = Arrays.copyOf(sqlType, columns);
        nameFrom = Arrays.copyOf(nameFrom, columns);
        nameLength = Arrays.copyOf(nameLength, columns);
        typeFrom = Arrays.copyOf(typeFrom, columns);
        typeLength = Arrays.copyOf(typeLength, columns);
        key = Arrays.copyOf(key, columns);
    }

    /** How many columns it has; 0 where this side of the change has no row. */
    public int size() {
        return size;
    }

    public boolean isNull(int column) {
        return length[column] == NULL;
    }

    /** The buffer that holds the columns' texts, UTF-8. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the column's text begins in the buffer. */
    public int from(int column) {
        return from[column];
    }

    /** Bytes of the column's text. */
    public int length(int column) {
        return length[column];
    }

    /** The JDBC type that canal gives, a hint only: it changes with the value of unsigned columns. */
    public int sqlType(int column) {
        return sqlType[column];
    }

    /** Whether a column has the same text, or NULL, in both rows. */
    public boolean sameValue(RowImage other, int column) {
        if (length[column] != other.length[column]) {
            return false;
        }
        return length[column] == NULL
                || Arrays.equals(
                        buffer,
                        from[column],
                        from[column] + length[column],
                        other.buffer,
                        other.from[column],
                        other.from[column] + other.length[column]);
    }

    boolean isKey(int column) {
        return key[column];
    }

    boolean hasName(int column, byte[] name) {
        return sameBytes(nameFrom[column], nameLength[column], name);
    }

    boolean hasType(int column, byte[] type) {
        return sameBytes(typeFrom[column], typeLength[column], type);
    }

    private boolean sameBytes(int at, int bytes, byte[] other) {
        return bytes == other.length && Arrays.equals(buffer, at, at + bytes, other, 0, bytes);
    }

    byte[] name(int column) {
        return Arrays.copyOfRange(buffer, nameFrom[column], nameFrom[column] + nameLength[column]);
    }

    byte[] type(int column) {
        return Arrays.copyOfRange(buffer, typeFrom[column], typeFrom[column] + typeLength[column]);
    }
}
