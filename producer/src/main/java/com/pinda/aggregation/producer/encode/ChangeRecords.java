package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.Change;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Holds the records of one change until all of them are known to be fit to be sent. */
public final class ChangeRecords implements RecordSink {

    /** More than Kafka needs for the lengths of a header. */
    private static final int HEADER_BYTES = 10;

    private static final class Held {
        final String topic;
        final byte @Nullable [] key;
        final byte @Nullable [] value;
        final List<Header> headers;

        Held(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
            this.topic = topic;
            this.key = key;
            this.value = value;
            this.headers = headers;
        }
    }

    private final List<Held> held = new ArrayList<>();
    private final RecordLimits limits;

    public ChangeRecords(RecordLimits limits) {
        this.limits = limits;
    }

    /** Begins anew. */
    public ChangeRecords begin() {
        held.clear();
        return this;
    }

    @Override
    public void send(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        held.add(new Held(topic, key, value, headers));
    }

    /**
     * Sends what came since the beginning, all of it or nothing.
     *
     * @return bytes of keys and values
     * @throws BadChangeException where Kafka would not take one of the records, as it is too large
     */
    public long sendTo(RecordSink sink, Change change) {
        var all = 0L;
        for (var record : held) {
            all += refuseTooLarge(record, change);
        }
        for (var record : held) {
            sink.send(record.topic, record.key, record.value, record.headers);
        }
        held.clear();
        return all;
    }

    private long refuseTooLarge(Held record, Change change) {
        var key = record.key;
        var value = record.value;
        var bytes = (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
        for (var header : record.headers) {
            bytes += header.key().length() * 3L + header.value().length + HEADER_BYTES;
        }
        var most = limits.of(record.topic);
        if (bytes > most) {
            throw new BadChangeException("cannot publish " + change + ": its record for topic " + record.topic
                    + " has "
                    + bytes + " bytes, " + (key == null ? "without a key" : "key included") + ", and " + most
                    + " are the most that may be sent. Raise cdc.publish.max-record-size, which producer and topic"
                    + " follow, and where that is not enough spring.kafka.producer.buffer-memory");
        }
        return bytes;
    }
}
