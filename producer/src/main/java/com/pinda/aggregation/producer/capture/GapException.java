package com.pinda.aggregation.producer.capture;

/** Changes are missing between the last checkpoint and what canal sends. Names the gap and the way to close it. */
public class GapException extends RuntimeException {

    GapException(String message) {
        super(message);
    }
}
