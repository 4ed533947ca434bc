package com.pinda.aggregation.producer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.producer.ProducerApplication;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A producer whose settings lead to no server. */
@ExtendWith(OutputCaptureExtension.class)
class WrongServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void oneLineNamesTheBrokers(CapturedOutput output) {
        try (var application = start("spring.kafka.bootstrap-servers=nowhere.invalid:9092")) {
            assertSaid(
                    application,
                    output,
                    "waiting for Kafka at nowhere.invalid:9092 (spring.kafka.bootstrap-servers): No resolvable bootstrap"
                            + " urls given in bootstrap.servers");
        }
    }

    @Test
    void whileTheBrokersDoNotAnswerTheyAreNamed() {
        try (var application = start("spring.kafka.bootstrap-servers=127.0.0.1:1")) {
            assertThat(reason(application))
                    .isEqualTo("waiting for Kafka at 127.0.0.1:1 (spring.kafka.bootstrap-servers)");
        }
    }

    @Test
    void oneLineNamesTheCanalServer(CapturedOutput output) {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1"));
        broker.afterPropertiesSet();
        try (var application = start("spring.kafka.bootstrap-servers=" + broker.getBrokersAsString())) {
            assertSaid(
                    application,
                    output,
                    "waiting for canal-server at 127.0.0.1:1 (cdc.capture.address, .destination, .user, .password):"
                            + " Connection refused");
        } finally {
            broker.destroy();
        }
    }

    private static void assertSaid(ConfigurableApplicationContext application, CapturedOutput output, String line) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reason(application)).isEqualTo(line));
        assertThat(output.getAll()).contains("trying again: " + line).doesNotContain("\tat ");
    }

    private static String reason(ConfigurableApplicationContext application) {
        return String.valueOf(
                application.getBean(PipelineRunner.class).health().getDetails().get("reason"));
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(ProducerApplication.class)
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "cdc.registry.url=http://127.0.0.1:1",
                                        "cdc.capture.address=127.0.0.1:1",
                                        "cdc.capture.status-url=none",
                                        "cdc.capture.tables=shop.orders"),
                                Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
