package com.pinda.aggregation.query;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Changes of views as server-sent events. There are none where {@code spring.kafka.bootstrap-servers} is empty.
 *
 * @param topicPrefix first part of the topics' names
 * @param registryUrl the schema registry's Confluent API
 * @param registrySslBundle name of the SSL bundle with the authorities that are trusted to sign its certificate; empty:
 *     those of the JVM
 * @param maxSubscribers most callers that are told of changes at once
 * @param catchUps how many of them read at once from Kafka what they missed
 * @param recent events of each view that are kept in memory
 * @param queued events that may wait for a slow caller before it is cut off
 * @param history how old an event may be that a caller goes on from; the topics keep all events that long
 * @param heartbeat after which time without an event a comment is sent
 */
public record FeedProperties(
        @NotBlank @DefaultValue("tms") String topicPrefix,

        @NotNull @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
        URI registryUrl,

        @DefaultValue("") String registrySslBundle,
        @Min(1) @DefaultValue("200") int maxSubscribers,
        @Min(1) @DefaultValue("4") int catchUps,
        @Min(1) @DefaultValue("2000") int recent,
        @Min(1) @DefaultValue("1000") int queued,
        @DurationMin(millis = 1) @DefaultValue("7d") Duration history,
        @DurationMin(millis = 1) @DefaultValue("15s") Duration heartbeat) {}
