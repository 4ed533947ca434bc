package com.pinda.aggregation.producer.capture;

/**
 * The canal server is away, or does not know yet what it will send. Heals by itself, or the message says why not, in
 * one line.
 */
public class CanalNotReadyException extends RuntimeException {

    CanalNotReadyException(String message) {
        super(message);
    }

    CanalNotReadyException(String message, Throwable cause) {
        super(message, cause);
    }
}
