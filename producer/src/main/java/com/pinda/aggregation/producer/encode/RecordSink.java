package com.pinda.aggregation.producer.encode;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Takes the records of a change, in their order. */
@FunctionalInterface
public interface RecordSink {

    /**
     * Takes one record.
     *
     * @param topic where it goes
     * @param key Avro in Confluent's wire format, null where the table has no key
     * @param value likewise, null for a tombstone
     */
    void send(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers);
}
