package com.pinda.aggregation.producer.capture;

/** A table none of whose changes can be published as it is now: its columns have no schema, or one that is refused. */
public class BadTableException extends BadChangeException {

    public BadTableException(String message) {
        super(message);
    }

    public BadTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
