package com.pinda.aggregation.producer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.producer.ProducerApplication;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A producer in this JVM, of which some server is not as its settings say. */
final class StartingProducer implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext application;

    StartingProducer(String... settings) {
        application = new SpringApplicationBuilder(ProducerApplication.class)
                .run(Stream.concat(
                                Stream.of(
                                                "server.port=0",
                                                "cdc.registry.url=http://127.0.0.1:1",
                                                "cdc.capture.address=127.0.0.1:1",
                                                "cdc.capture.status-url=none",
                                                "cdc.capture.tables=shop.orders")
                                        .filter(usual -> Stream.of(settings)
                                                .noneMatch(own ->
                                                        own.startsWith(usual.substring(0, usual.indexOf('=') + 1)))),
                                Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    static EmbeddedKafkaKraftBroker broker() {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1"));
        broker.afterPropertiesSet();
        return broker;
    }

    /** Waits until health and log say so, and makes sure that the log has no stack. */
    void assertSaid(CapturedOutput output, String line) {
        // the runner sets its health first
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(reason()).isEqualTo(line);
            assertThat(output.getAll()).contains("trying again: " + line);
        });
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    String reason() {
        return String.valueOf(
                application.getBean(PipelineRunner.class).health().getDetails().get("reason"));
    }

    @Override
    public void close() {
        application.close();
    }
}
