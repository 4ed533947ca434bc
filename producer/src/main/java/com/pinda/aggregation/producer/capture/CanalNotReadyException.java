package com.pinda.aggregation.producer.capture;

/** The canal server is up, but does not know yet what it will send. Heals by itself, or the message says why not. */
public class CanalNotReadyException extends RuntimeException {

    CanalNotReadyException(String message) {
        super(message);
    }
}
