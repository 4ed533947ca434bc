package com.pinda.aggregation.consumer.view;

/** A view that cannot be kept as things are, and what to do. */
final class UnfitViewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitViewException(String message) {
        super(message);
    }
}
