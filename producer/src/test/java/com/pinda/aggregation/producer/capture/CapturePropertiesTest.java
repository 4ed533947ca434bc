package com.pinda.aggregation.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CapturePropertiesTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(CaptureConfiguration.class, Settings.class)
            .withPropertyValues("cdc.capture.tables=shop.orders");

    @Test
    void nobodyStartsWithoutSayingHowAGapIsSeen() {
        context.run(started -> assertThat(started.getStartupFailure())
                .rootCause()
                .hasMessageContaining("statusUrl")
                .hasMessageContaining("is required"));
    }

    @Test
    void anAddressThatIsNoneOfHttpIsRefused() {
        context.withPropertyValues("cdc.capture.status-url=canal-server:11112")
                .run(started ->
                        assertThat(started.getStartupFailure()).rootCause().hasMessageContaining("is an http address"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "http://canal-server:11112/status"})
    void theStateOfCanalServerIsAskedOrNot(String address) {
        context.withPropertyValues("cdc.capture.status-url=" + address)
                .run(started -> assertThat(started).hasSingleBean(CanalServer.class));
    }

    @EnableConfigurationProperties(CaptureProperties.class)
    static class Settings {}
}
