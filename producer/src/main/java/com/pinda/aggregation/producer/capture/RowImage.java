package com.pinda.aggregation.producer.capture;

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
    private LastForms last = new LastForms();
    private int size;
    private int[] from = new int[INITIAL_COLUMNS];
    private int[] length = new int[INITIAL_COLUMNS];

    /**
     * Begins a row.
     *
     * @param lastOfItsKind the forms of the last row of its table and kind
     */
    void clear(byte[] shared, LastForms lastOfItsKind) {
        buffer = shared;
        last = lastOfItsKind;
        size = 0;
    }

    /** Reads one column of the row from {@code in}, which reads the buffer. */
    void read(WireReader in, int end, ColumnForms known) throws IOException {
        var column = size;
        if (column == from.length) {
            grow();
        }
        size = column + 1;
        var begin = in.at();
        var form = last.of(column);
        var value = form == null ? ColumnForm.OTHER : form.valueOf(buffer, begin, end);
        if (form == null || value == ColumnForm.OTHER) {
            form = known.find(column, in, end);
            last.set(column, form);
            value = form.valueOf(buffer, begin, end);
        }
        from[column] = value;
        length[column] = form.isNull() ? NULL : end - form.tailLength() - value;
        in.moveTo(end);
    }

    private void grow() {
        var columns = from.length * 2;
        from = Arrays.copyOf(from, columns);
        length = Arrays.copyOf(length, columns);
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
        return form(column).sqlType();
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

    /** The column as canal describes it. */
    TableLayout.Column column(int column) {
        return form(column).column();
    }

    private ColumnForm form(int column) {
        var form = last.of(column);
        if (form == null || column >= size) {
            throw new IndexOutOfBoundsException("column " + column + " of " + size);
        }
        return form;
    }
}
