package com.pinda.aggregation.producer.publish;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The schema registry.
 *
 * @param url address of its Confluent API, before {@code /subjects}
 */
@Validated
@ConfigurationProperties(value = "cdc.registry", ignoreUnknownFields = false)
record RegistryProperties(
        @NotNull @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
        URI url) {}
