package com.pinda.aggregation.canal.stream;

/** What stops the stream for good: trying again cannot help. The message says what to do. */
public final class StreamFailedException extends RuntimeException {

    StreamFailedException(String message) {
        super(message);
    }
}
