package com.pinda.aggregation.producer.pipeline;

/** A server does not answer, or refuses; the message is one line for a person. Heals by itself once it does. */
final class ServerAwayException extends RuntimeException {

    /**
     * A failed request.
     *
     * @param line the server, with the setting that names it, and its words or the network's
     */
    ServerAwayException(String line, Throwable failure) {
        super(line, failure);
    }
}
