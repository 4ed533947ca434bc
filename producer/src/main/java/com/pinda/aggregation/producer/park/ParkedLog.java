package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.StoredChange;
import com.pinda.aggregation.producer.encode.RecordSink;
import com.pinda.aggregation.producer.publish.Publishers;
import com.pinda.aggregation.producer.publish.Topics;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics of one destination's parked changes: one for each table, {@code <topic>.<destination>.dlq}. */
final class ParkedLog {

    private static final int MOST_DATA_BYTES = 1 << 24;

    private final String destination;
    private final CapturedTables captured;
    private final TopicNames names;
    private final Topics topics;
    private final Publishers publishers;
    private final SchemaRegistry registry;
    private final AvroSerializer values;
    private final int chunkBytes;
    private final Clock clock;
    private final RecordSink records;

    /**
     * A log.
     *
     * @param maxRecordBytes largest record that may be sent
     * @param records takes what is written
     */
    ParkedLog(
            String destination,
            CapturedTables captured,
            TopicNames names,
            Topics topics,
            Publishers publishers,
            SchemaRegistry registry,
            long maxRecordBytes,
            Clock clock,
            RecordSink records) {
        this.destination = destination;
        this.captured = captured;
        this.names = names;
        this.topics = topics;
        this.publishers = publishers;
        this.registry = registry;
        this.clock = clock;
        this.records = records;
        values = new AvroSerializer(registry, false);
        // the other half is for the keys and the cause
        chunkBytes = (int) Math.min(MOST_DATA_BYTES, Math.max(1, maxRecordBytes / 2));
    }

    private String topic(TableId table) {
        return TopicNames.deadLetters(names.table(table), destination);
    }

    /** The offset that no record is below which is written from now on. Makes the topic where there is none. */
    long end(TableId table) {
        topics.ensureParked(topic(table));
        return topics.endOfParked(topic(table));
    }

    /**
     * Writes a change.
     *
     * @param failure why it cannot be published; null where it waits behind one that cannot
     */
    void write(Change change, int ordinal, List<ByteBuffer> keys, String cause, @Nullable RuntimeException failure) {
        var table = change.layout().table();
        var topic = topic(table);
        topics.ensureParked(topic);
        var headers = ParkedRecord.headers(names.table(table), destination, cause, failure);
        var stored = StoredChange.of(change, captured);
        var whole = ParkedRecord.of(destination, stored, ordinal, keys, cause, failure, clock.millis());
        for (var chunk : ParkedRecord.chunks(whole, chunkBytes)) {
            records.send(topic, null, values.serialize(topic, chunk), headers);
        }
    }

    /** The changes of a table from an offset on. */
    ParkedReader read(TableId table, long from) {
        topics.ensureParked(topic(table));
        return new ParkedReader(publishers.read(topic(table), from), new AvroDeserializer(registry));
    }
}
