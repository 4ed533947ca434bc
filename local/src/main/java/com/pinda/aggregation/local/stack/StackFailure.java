package com.pinda.aggregation.local.stack;

/** Why the stack cannot be started or go on, in words for the person who started it. */
final class StackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
