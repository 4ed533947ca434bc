package com.pinda.aggregation.producer.encode;

import java.util.HashMap;
import java.util.Map;

/** How large a record may be: what is declared, and less where Kafka has refused that of a topic. One thread. */
public final class RecordLimits {

    /** More than Kafka needs for a batch of one record, headers apart. */
    private static final int BATCH_BYTES = 128;

    private final long declared;
    private final Map<String, Long> refused = new HashMap<>();

    /**
     * Limits for all topics.
     *
     * @param declaredBytes largest record that may be sent, with the batch around it
     */
    public RecordLimits(long declaredBytes) {
        declared = declaredBytes;
    }

    /** Kafka took no record of so many bytes, key, value and headers: none as large is sent again to this topic. */
    public void refuse(String topic, long bytes) {
        refused.merge(topic, bytes - 1, Math::min);
    }

    /** Most bytes of key, value and headers. */
    long of(String topic) {
        var most = declared - BATCH_BYTES;
        return refused.isEmpty() ? most : Math.min(most, refused.getOrDefault(topic, most));
    }
}
