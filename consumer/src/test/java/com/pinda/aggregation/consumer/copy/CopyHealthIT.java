package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class CopyHealthIT {

    private final String prefix = "h" + Long.toString(System.nanoTime(), 36);
    private Target target;

    @BeforeEach
    void prepare() {
        target = new Target(prefix);
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void aListenerThatStoppedIsDown() {
        var application = target.start("cdc.copy.tables=shop.orders");
        var health = application.getBean(CopyHealth.class);
        Target.await()
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));

        application
                .getBean("schemaChangeContainer", MessageListenerContainer.class)
                .stop();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsOnlyKeys("schemaChangeContainer");
    }

    @Test
    void withoutItsBrokerItIsDown() {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        var health = target.start(
                        "cdc.copy.tables=shop.orders",
                        "cdc.copy.silent-after=3s",
                        "spring.kafka.consumer.bootstrap-servers=" + broker.getBrokersAsString())
                .getBean(CopyHealth.class);
        Target.await()
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.UP));

        broker.destroy();

        Target.await()
                .untilAsserted(() -> assertThat(health.health().getStatus()).isEqualTo(Status.DOWN));
        assertThat(health.health().getDetails().toString()).contains("nothing from its group");
    }
}
