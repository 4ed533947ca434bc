package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.BadCertificate;
import com.pinda.aggregation.schema.wire.RegistryException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.stereotype.Component;

/** The servers that the start waits for, and why one of them says no, in one line for a person. */
@Component
final class AwaitedServers {

    private final JdbcConnectionDetails target;
    private final KafkaConnectionDetails kafka;

    AwaitedServers(JdbcConnectionDetails target, KafkaConnectionDetails kafka) {
        this.target = target;
        this.kafka = kafka;
    }

    /** The brokers, with the setting that names them. */
    String kafka() {
        var protocol = kafka.getAdmin().getSecurityProtocol();
        return "Kafka at " + String.join(",", kafka.getAdmin().getBootstrapServers())
                + (protocol == null ? "" : " with " + protocol) + " (spring.kafka.bootstrap-servers)";
    }

    /** The target's database, with the settings that name it; what follows a "?" may hold secrets and is left out. */
    String target() {
        var url = target.getJdbcUrl();
        var query = url.indexOf('?');
        return "the database " + (query < 0 ? url : url.substring(0, query)) + " as " + target.getUsername()
                + " (spring.datasource.url, .username, .password)";
    }

    /** Why a request to a server failed: its words, or those of the network on the way to it. */
    static String reason(String server, Throwable failure) {
        return registry(failure).orElseGet(() -> "waiting for " + server + ": " + words(failure));
    }

    /** Why a poll was not applied; names the registry where it is that. */
    static String reason(Throwable failure) {
        return registry(failure).orElseGet(() -> words(failure));
    }

    private static Optional<String> registry(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(RegistryException.class::isInstance)
                .map(AwaitedServers::registryAway)
                .findFirst();
    }

    private static String registryAway(Throwable failure) {
        var setting = BadCertificate.in(failure).isPresent() ? "cdc.registry.url, .ssl-bundle" : "cdc.registry.url";
        var answered = failure.getCause() == null; // its message holds the answer
        return "waiting for the registry (" + setting + "), " + oneLine(failure)
                + (answered ? "" : ": " + words(failure));
    }

    private static String words(Throwable failure) {
        return BadCertificate.in(failure).map(BadCertificate::toString).orElseGet(() -> answer(failure));
    }

    private static String answer(Throwable failure) {
        var root = failure;
        for (Throwable t = failure; t != null && !isAnswer(root); t = t.getCause()) {
            root = t;
        }
        return root instanceof TimeoutException ? "no answer" : oneLine(root);
    }

    /** What has a server's error code is the server's; the pool puts that of its cause on its own exception. */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof SQLException refusal
                && refusal.getErrorCode() > 0
                && !(refusal.getCause() instanceof SQLException);
    }

    private static String oneLine(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
