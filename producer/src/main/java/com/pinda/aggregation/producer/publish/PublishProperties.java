package com.pinda.aggregation.producer.publish;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where and how changes are published.
 *
 * @param topicPrefix first part of each topic's name
 * @param partitions partitions of a table's topic; fixed when the topic is created
 * @param replicationFactor copies of each topic; 3 in production
 * @param compactionLag how long a table's topic keeps its full history before it is compacted
 * @param maxCompactionLag when it is compacted at the latest; below the consumers' memory of deletes (30 days)
 * @param checkpointRetention how long each checkpoint is kept, and begin and end of each source transaction; the newest
 *     checkpoint is kept for ever
 * @param maxRows a Kafka transaction is committed at the next end of a source transaction after so many rows
 * @param maxBytes likewise after so many bytes from canal; a source transaction that alone has so many is published in
 *     parts. Below half the size of canal's store
 * @param linger how long after a Kafka transaction of 10 rows and more the next one, unless it is full, is committed at
 *     the earliest, so that what comes fast is published in fewer transactions; nothing for at once
 * @param maxRecordSize largest record of a topic
 * @param onBadChange what becomes of a change that cannot be published: it is parked, and what comes behind it of its
 *     key or table; or all stops
 * @param parkedRetry pause between two tries to publish what is parked
 * @param heartbeatInterval pause between two heartbeats while nothing changes
 * @param transactionMetadata whether begin and end of each source transaction are published
 */
@Validated
@ConfigurationProperties(value = "cdc.publish", ignoreUnknownFields = false)
record PublishProperties(
        @Pattern(regexp = "[a-zA-Z0-9_-]+", message = "has letters, digits, '_' and '-' only") @DefaultValue("tms")
        String topicPrefix,

        @Positive @DefaultValue("4") int partitions,
        @Positive @DefaultValue("1") short replicationFactor,
        @DefaultValue("7d") Duration compactionLag,
        @DefaultValue("14d") Duration maxCompactionLag,
        @DefaultValue("30d") Duration checkpointRetention,
        @Positive @DefaultValue("10000") int maxRows,
        @DefaultValue("24MB") DataSize maxBytes,
        @DefaultValue("20ms") Duration linger,
        @DefaultValue("8MB") DataSize maxRecordSize,
        @DefaultValue("park") OnBadChange onBadChange,
        @DefaultValue("30s") Duration parkedRetry,
        @DefaultValue("1s") Duration heartbeatInterval,
        @DefaultValue("true") boolean transactionMetadata) {

    /** Checkpoints and what is told of a parked change must fit, too. */
    private static final DataSize SMALLEST_RECORD = DataSize.ofKilobytes(64);

    /** The Kafka transaction is open meanwhile. */
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(10);

    PublishProperties {
        positive("compaction-lag", compactionLag);
        positive("checkpoint-retention", checkpointRetention);
        positive("parked-retry", parkedRetry);
        positive("heartbeat-interval", heartbeatInterval);
        if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
            throw new IllegalArgumentException("cdc.publish.linger is " + linger + ", but must be from 0s to "
                    + LONGEST_LINGER.toSeconds() + "s, as a Kafka transaction is open meanwhile");
        }
        if (maxBytes.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "cdc.publish.max-bytes is " + maxBytes + ", but must be more than nothing");
        }
        if (maxRecordSize.compareTo(SMALLEST_RECORD) < 0) {
            throw new IllegalArgumentException("cdc.publish.max-record-size is " + maxRecordSize
                    + ", but must not be below " + SMALLEST_RECORD + ", which checkpoints need");
        }
        if (maxCompactionLag.compareTo(compactionLag) < 0) {
            throw new IllegalArgumentException("cdc.publish.max-compaction-lag is " + maxCompactionLag
                    + ", but must not be below cdc.publish.compaction-lag, " + compactionLag);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "cdc.publish." + name + " is " + value + ", but must be longer than nothing");
        }
    }
}
