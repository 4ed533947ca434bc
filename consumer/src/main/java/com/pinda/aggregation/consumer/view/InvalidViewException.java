package com.pinda.aggregation.consumer.view;

/** A definition that cannot be used: which file, which line, and why. */
final class InvalidViewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidViewException(String file, int line, String reason) {
        super(file + ", line " + line + ": " + reason);
    }

    InvalidViewException(String file, int line, String reason, Throwable cause) {
        super(file + ", line " + line + ": " + reason, cause);
    }
}
