package com.pinda.aggregation.producer.capture;

/**
 * What canal sends does not follow the last checkpoint: changes between them are missing, or it is another log. Names
 * both ends and the way to mend it.
 */
public class GapException extends RuntimeException {

    GapException(String message) {
        super(message);
    }
}
