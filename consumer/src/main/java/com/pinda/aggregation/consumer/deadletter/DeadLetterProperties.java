package com.pinda.aggregation.consumer.deadletter;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The topics that parked records are published to.
 *
 * @param retention how long such a topic keeps them; set when it is made
 */
@Validated
@ConfigurationProperties(value = "cdc.dead-letter", ignoreUnknownFields = false)
record DeadLetterProperties(@NotNull @DefaultValue("30d") Duration retention) {

    DeadLetterProperties {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("cdc.dead-letter.retention: longer than nothing, such as 30d");
        }
    }
}
