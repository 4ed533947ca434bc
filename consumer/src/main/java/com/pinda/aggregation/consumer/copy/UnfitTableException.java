package com.pinda.aggregation.consumer.copy;

/** A table of the source and the table that is to be its copy do not fit; the message says what would mend it. */
sealed class UnfitTableException extends RuntimeException permits BusyTableException {

    UnfitTableException(String message) {
        super(message);
    }

    UnfitTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
