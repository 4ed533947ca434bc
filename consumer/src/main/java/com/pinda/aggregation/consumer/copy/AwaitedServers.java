package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.BadCertificate;
import com.pinda.aggregation.schema.wire.JdbcUrl;
import com.pinda.aggregation.schema.wire.Reason;
import com.pinda.aggregation.schema.wire.RegistryException;
import java.util.Optional;
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

    /** The target's database, with the settings that name it. */
    String target() {
        return "the database " + JdbcUrl.withoutSecrets(target.getJdbcUrl()) + " as " + target.getUsername()
                + " (spring.datasource.url, .username, .password)";
    }

    /** Why a request to a server failed: its words, or those of the network on the way to it. */
    static String reason(String server, Throwable failure) {
        return registry(failure).orElseGet(() -> "waiting for " + server + ": " + Reason.of(failure));
    }

    /** Why a poll was not applied; names the registry where it is that. */
    static String reason(Throwable failure) {
        return registry(failure).orElseGet(() -> Reason.of(failure).words());
    }

    private static Optional<String> registry(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(RegistryException.class::isInstance)
                .map(e -> registryAway((RegistryException) e))
                .findFirst();
    }

    private static String registryAway(RegistryException failure) {
        var setting = BadCertificate.in(failure).isPresent() ? "cdc.registry.url, .ssl-bundle" : "cdc.registry.url";
        return "waiting for the registry (" + setting + "), " + failure.reason();
    }
}
