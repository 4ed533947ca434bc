package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/** The largest record of the open batch. Kafka does not say which record was too large; if one was, this one is. */
final class LargestRecord {

    private int bytes;
    private boolean keyed;
    private String topic = "";
    private @Nullable TableId table;
    private @Nullable LogEvent event;
    private int row;

    void see(String recordTopic, byte @Nullable [] key, byte @Nullable [] value, @Nullable Change change) {
        var size = (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        if (size > bytes && change != null) {
            bytes = size;
            keyed = key != null;
            topic = recordTopic;
            table = change.layout().table();
            event = change.event();
            row = change.row();
        }
    }

    void forget() {
        bytes = 0;
        event = null;
        table = null;
    }

    /** What to tell where Kafka refused a record of the batch as too large. */
    BadChangeException tooLarge(Throwable refusal) {
        var place = event == null ? "nowhere" : event.file() + ":" + event.offset() + " row " + row;
        return new BadChangeException(
                "cannot publish " + table + " at " + place + ": its record for topic " + topic + " has " + bytes
                        + " bytes, " + (keyed ? "key included" : "without a key") + ": " + refusal.getMessage()
                        + " Raise cdc.publish.max-record-size, which producer and topic follow",
                refusal);
    }
}
