package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.producer.encode.RecordLimits;
import org.jspecify.annotations.Nullable;

/**
 * The largest record of the open batch for one topic. Kafka does not say which record was too large; if one was, this
 * one is.
 */
final class LargestRecord {

    private final String topic;
    private int bytes;
    private boolean keyed;
    private @Nullable LogEvent event;
    private int row;

    LargestRecord(String topic) {
        this.topic = topic;
    }

    /**
     * A record is sent.
     *
     * @param change whose it is, null where that was parked before
     */
    void see(byte @Nullable [] key, byte @Nullable [] value, @Nullable Change change) {
        var size = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        if (size > bytes) {
            bytes = size;
            keyed = key != null;
            event = change == null ? null : change.event();
            row = change == null ? 0 : change.row();
        }
    }

    /** Has no record as large sent to its topic again. */
    void refuse(RecordLimits limits) {
        limits.refuse(topic, bytes);
    }

    /** What to tell where Kafka refused it. */
    BadChangeException tooLarge(Throwable refusal) {
        var place = event == null ? "a change that was parked" : event.file() + ":" + event.offset() + " row " + row;
        return new BadChangeException(
                "cannot publish " + place + ": its record for topic " + topic + " has " + bytes + " bytes, "
                        + (keyed ? "key included" : "without a key") + ": " + refusal.getMessage()
                        + " Raise cdc.publish.max-record-size, which producer and topic follow",
                refusal);
    }
}
