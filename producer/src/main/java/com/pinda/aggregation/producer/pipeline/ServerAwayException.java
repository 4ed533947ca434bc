package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.schema.wire.BadCertificate;
import org.springframework.core.NestedExceptionUtils;

/** A server does not answer, or refuses; the message is one line for a person. Heals by itself once it does. */
final class ServerAwayException extends RuntimeException {

    /**
     * A failed request.
     *
     * @param awaited the server, with the setting that names it
     * @param failure ends in the server's words, or the network's
     */
    ServerAwayException(String awaited, Throwable failure) {
        super(awaited + ": " + words(failure), failure);
    }

    private static String words(Throwable failure) {
        return BadCertificate.in(failure).map(BadCertificate::toString).orElseGet(() -> rootOf(failure));
    }

    private static String rootOf(Throwable failure) {
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
