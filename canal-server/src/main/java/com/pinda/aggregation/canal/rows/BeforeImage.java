package com.pinda.aggregation.canal.rows;

/**
 * Where the columns of the image before a change lie: in the row that was read, and in the message that was written.
 */
final class BeforeImage {

    private static final int ABSENT = -2;
    private static final int NULL = -1;

    private final int[] readAt;
    private final int[] readLength;

    /** Of a column's message, behind its tag. */
    private final int[] writtenAt;

    private final int[] writtenLength;

    private final int[] textAt;

    /** Or what there is instead of a text. */
    private final int[] textLength;

    BeforeImage(int columns) {
        readAt = new int[columns];
        readLength = new int[columns];
        writtenAt = new int[columns];
        writtenLength = new int[columns];
        textAt = new int[columns];
        textLength = new int[columns];
    }

    void setAbsent(int column) {
        textLength[column] = ABSENT;
    }

    void setNull(int column) {
        textLength[column] = NULL;
    }

    /** There is a value, which was read from a place in the row on. */
    void setRead(int column, int from, RowBytes row) {
        readAt[column] = from;
        readLength[column] = row.at() - from;
    }

    /** Its message was written from a place on, and its text from another. */
    void setWritten(int column, int from, Wire wire, int textFrom, int length) {
        writtenAt[column] = from + 1;
        writtenLength[column] = wire.size() - from - 1;
        textAt[column] = textFrom;
        textLength[column] = length;
    }

    boolean wasNull(int column) {
        return textLength[column] == NULL;
    }

    /** Whether a row goes on with the very bytes of the column's value, and so with that value: they tell their end. */
    boolean isRepeated(int column, RowBytes row) {
        return textLength[column] >= 0 && row.repeats(readAt[column], readLength[column]);
    }

    /** Writes all of the column's message but its tag once more, and moves the row on by its value. */
    void repeat(int column, RowBytes row, Wire wire) {
        row.take(readLength[column]);
        wire.repeat(writtenAt[column], writtenLength[column]);
    }

    boolean differs(int column, Text text, Wire wire) {
        return textLength[column] < 0 || !text.isEqualTo(wire.bytes(), textAt[column], textLength[column]);
    }
}
