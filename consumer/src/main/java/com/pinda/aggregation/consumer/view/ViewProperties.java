package com.pinda.aggregation.consumer.view;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which views are kept, and how.
 *
 * @param locations where their definitions are, such as {@code file:/etc/pd/views/*.yml}
 * @param partitions partitions of each refresh topic that is made; as many consumers can work at one view
 * @param writers most transactions of views that are at work at once
 * @param batch most keys whose rows are made anew in one transaction
 * @param bulkBatch as many of a change that touches many rows: other changes wait for such a transaction
 * @param gather how long keys are gathered, so that a row that changes often is made anew once
 * @param fanOut where one batch of changes leads to more keys they go another way, so that others need not wait
 * @param retry how often it is tried again what failed: rows that were refused, and views of which nobody knows what
 *     changed
 * @param retention how long keys stay in the refresh topics
 * @param swap whether a view that was built anew takes the place of the one that is read by itself, or when an operator
 *     wants it
 * @param keepOld how long the one that was read before is kept, so that it can be taken back
 * @param publish whether each change of a view's row is published to {@code <prefix>.view.<view>}
 * @param topicPartitions partitions of each such topic that is made
 */
@Validated
@ConfigurationProperties(value = "cdc.view", ignoreUnknownFields = false)
record ViewProperties(
        @DefaultValue List<String> locations,
        @Positive @DefaultValue("4") int partitions,
        @Positive @DefaultValue("4") int writers,
        @Positive @DefaultValue("500") int batch,
        @Positive @DefaultValue("100") int bulkBatch,
        @NotNull @DefaultValue("100ms") Duration gather,
        @Positive @DefaultValue("500") int fanOut,
        @NotNull @DefaultValue("30s") Duration retry,
        @NotNull @DefaultValue("7d") Duration retention,
        @NotNull @DefaultValue("auto") Swap swap,
        @NotNull @DefaultValue("1h") Duration keepOld,
        @DefaultValue("true") boolean publish,
        @Positive @DefaultValue("4") int topicPartitions) {

    enum Swap {
        AUTO,
        MANUAL
    }

    ViewProperties {
        locations = locations.stream().filter(location -> !location.isBlank()).toList();
    }
}
