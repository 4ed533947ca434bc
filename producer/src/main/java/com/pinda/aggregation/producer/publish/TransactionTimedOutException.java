package com.pinda.aggregation.producer.publish;

/** Kafka ended a transaction that was open for too long. What was sent in it is undone, and is sent again. */
public class TransactionTimedOutException extends RuntimeException {

    TransactionTimedOutException(String message, Throwable cause) {
        super(message, cause);
    }
}
