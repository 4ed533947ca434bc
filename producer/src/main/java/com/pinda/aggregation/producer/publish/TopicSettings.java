package com.pinda.aggregation.producer.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The settings that a topic must have.
 *
 * @param declared Kafka's names and values
 */
record TopicSettings(Map<String, String> declared) {

    private static final String FOR_EVER = "-1";

    TopicSettings {
        declared = Map.copyOf(declared);
    }

    /** Compacted, after all records were kept for {@code history}; and before {@code latest} has passed. */
    static TopicSettings compacted(Duration history, Duration latest, long maxBytes) {
        var lag = Long.toString(history.toMillis());
        return new TopicSettings(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                lag,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(latest.toMillis()),
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                lag,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(maxBytes)));
    }

    /** Compacted at some time, after all records were kept for {@code history}. */
    static TopicSettings compacted(Duration history, long maxBytes) {
        return new TopicSettings(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(history.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(maxBytes)));
    }

    /** Never compacted and nothing deleted. */
    static TopicSettings keptForEver(long maxBytes) {
        return kept(FOR_EVER, maxBytes);
    }

    /** Never compacted, and deleted some time after {@code history}. */
    static TopicSettings kept(Duration history, long maxBytes) {
        return kept(Long.toString(history.toMillis()), maxBytes);
    }

    private static TopicSettings kept(String millis, long maxBytes) {
        return new TopicSettings(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                millis,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Long.toString(maxBytes)));
    }

    static boolean isCompacted(Map<String, String> actual) {
        return TopicConfig.CLEANUP_POLICY_COMPACT.equals(actual.get(TopicConfig.CLEANUP_POLICY_CONFIG));
    }

    /**
     * What is to be changed where the topic's settings are {@code actual}: what makes it keep more, take larger records
     * or be compacted in time.
     *
     * @throws WrongTopicException where a setting differs whose change loses something: that is for a person to decide
     */
    Map<String, String> corrections(String topic, Map<String, String> actual) {
        var corrections = new HashMap<String, String>();
        // in one order, so that a retry says the same
        new TreeMap<>(declared).forEach((setting, value) -> {
            var is = actual.getOrDefault(setting, "");
            if (is.equals(value) || sufficient(setting, is, value)) {
                return;
            }
            if (setting.equals(TopicConfig.CLEANUP_POLICY_CONFIG) && value.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw new WrongTopicException("topic " + topic + " has " + setting + "=" + is + ", but " + value
                        + " is declared: compaction would drop the records without a key that it may hold; publish under"
                        + " another prefix, or delete the topic if nobody needs its records");
            }
            if (!harmless(setting, is, value)) {
                throw new WrongTopicException("topic " + topic + " has " + setting + "=" + is + ", but " + value
                        + " is declared: Kafka would drop or refuse records that it should keep, or keep what it should"
                        + " drop; declare " + is + ", or change it with kafka-configs.sh --bootstrap-server <broker>"
                        + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting + "="
                        + value);
            }
            corrections.put(setting, value);
        });
        return corrections;
    }

    /** The producer itself sends nothing larger than declared. */
    private static boolean sufficient(String setting, String actual, String value) {
        return setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG) && Long.parseLong(actual) > Long.parseLong(value);
    }

    private static boolean harmless(String setting, String actual, String value) {
        return switch (setting) {
            case TopicConfig.CLEANUP_POLICY_CONFIG -> false;
            case TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG -> true;
            default ->
                !actual.equals(FOR_EVER) && (value.equals(FOR_EVER) || Long.parseLong(value) > Long.parseLong(actual));
        };
    }
}
