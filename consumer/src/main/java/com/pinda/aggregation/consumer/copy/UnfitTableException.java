package com.pinda.aggregation.consumer.copy;

/** A table of the source and the table that is to be its copy do not fit; the message says what would mend it. */
final class UnfitTableException extends RuntimeException {

    UnfitTableException(String message) {
        super(message);
    }

    UnfitTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
