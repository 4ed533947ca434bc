package com.pinda.aggregation.canal.rows;

/** A text that cannot be read as it is in the source; it is never changed instead. */
public final class UnreadableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what the column is, to be put after its name. */
    UnreadableTextException(String reason) {
        super(reason);
    }

    /** The same, with the column's name. */
    UnreadableTextException(String column, UnreadableTextException reason) {
        super("column " + column + " " + reason.getMessage(), reason);
    }
}
