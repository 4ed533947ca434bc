package com.pinda.aggregation.producer.capture;

/** A change that no retry can publish: it cannot be read, or has no representation. Names what, where and why. */
public class BadChangeException extends RuntimeException {

    public BadChangeException(String message) {
        super(message);
    }

    public BadChangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
