package com.pinda.aggregation.consumer.copy;

/** The database has applied less than it had before: it was restored from a backup, or its progress was set back. */
final class LostProgressException extends RuntimeException {

    LostProgressException(String message) {
        super(message);
    }
}
