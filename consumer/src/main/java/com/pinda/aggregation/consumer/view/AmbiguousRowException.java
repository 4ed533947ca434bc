package com.pinda.aggregation.consumer.view;

/** A SELECT that gives several rows for one key. */
final class AmbiguousRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AmbiguousRowException(String view, ViewKey key) {
        super("the SELECT of view " + view + " gives several rows for the key " + key.json()
                + "; pick one row where a table is joined that can have several, or group by the key");
    }
}
