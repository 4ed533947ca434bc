package com.pinda.aggregation.producer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A producer whose settings lead to no server. */
@ExtendWith(OutputCaptureExtension.class)
class WrongServerIT {

    @Test
    void oneLineNamesTheBrokers(CapturedOutput output) {
        try (var producer = new StartingProducer("spring.kafka.bootstrap-servers=nowhere.invalid:9092")) {
            producer.assertSaid(
                    output,
                    "waiting for Kafka at nowhere.invalid:9092 (spring.kafka.bootstrap-servers): No resolvable bootstrap"
                            + " urls given in bootstrap.servers");
        }
    }

    @Test
    void whileTheBrokersDoNotAnswerTheyAreNamed() {
        try (var producer = new StartingProducer("spring.kafka.bootstrap-servers=127.0.0.1:1")) {
            assertThat(producer.reason())
                    .isEqualTo("waiting for Kafka at 127.0.0.1:1 (spring.kafka.bootstrap-servers)");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:1, Connection refused", "nowhere.invalid:11111, nobody knows a host of that name"})
    void oneLineNamesTheCanalServer(String address, String words, CapturedOutput output) {
        var broker = StartingProducer.broker();
        try (var producer = new StartingProducer(
                "spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(), "cdc.capture.address=" + address)) {
            producer.assertSaid(
                    output,
                    "waiting for canal-server at " + address
                            + " (cdc.capture.address, .destination, .user, .password): " + words);
        } finally {
            broker.destroy();
        }
    }
}
