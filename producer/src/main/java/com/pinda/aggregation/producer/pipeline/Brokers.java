package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.schema.wire.Reason;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.stereotype.Component;

/** The brokers that the start waits for, and why they say no, in one line for a person. */
@Component
final class Brokers {

    private final String name;

    Brokers(KafkaConnectionDetails kafka) {
        var protocol = kafka.getProducer().getSecurityProtocol();
        name = "Kafka at " + String.join(",", kafka.getProducer().getBootstrapServers())
                + (protocol == null ? "" : " with " + protocol) + " (spring.kafka.bootstrap-servers)";
    }

    /** What is waited for, before an answer came. */
    String awaited() {
        return "waiting for " + name;
    }

    /**
     * Asks them.
     *
     * @throws ServerAwayException where they are away or refuse; what fences a producer is handed through
     */
    <T> T ask(Supplier<T> request) {
        try {
            return request.get();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ServerAwayException(awaited() + ": " + Reason.of(e), e);
        }
    }
}
