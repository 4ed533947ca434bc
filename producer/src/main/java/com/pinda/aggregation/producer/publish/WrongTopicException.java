package com.pinda.aggregation.producer.publish;

/** A topic is not as it is declared. Says what differs and what to do. */
public class WrongTopicException extends RuntimeException {

    WrongTopicException(String message) {
        super(message);
    }
}
