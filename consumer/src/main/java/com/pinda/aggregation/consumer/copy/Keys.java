package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.Cause.Stage;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads tombstones whose delete was compacted away: all that they have is a key. Safe for use by many threads. */
@Component
final class Keys {

    private static final Logger log = LoggerFactory.getLogger(Keys.class);

    private final Copies copies;
    private final SchemaRegistry registry;
    private final CopyTables tables;
    private final Map<Written, Optional<RowWriter>> readers = new ConcurrentHashMap<>();

    Keys(Copies copies, SchemaRegistry registry, CopyTables tables) {
        this.copies = copies;
        this.registry = registry;
        this.tables = tables;
    }

    /**
     * Reads a tombstone; empty where no row of the copy can have its key.
     *
     * @throws BadChangeException where it cannot be read, or its table cannot be copied
     */
    Optional<Change> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return Optional.empty();
        }
        try {
            var written = new Written(record.topic(), WireFormat.schemaId(record.key()));
            var reader = readers.get(written);
            if (reader == null) {
                reader = reader(copies.table(record.topic()), registry.schema(written.schemaId()));
                readers.put(written, reader);
            }
            return reader.map(key -> Change.tombstone(record, key));
        } catch (RegistryException e) {
            if (e.status() != RegistryException.NOT_FOUND) {
                throw e;
            }
            throw new BadChangeException(record, Stage.KEY_CONVERTER, String.valueOf(e.getMessage()), e);
        } catch (UnfitTableException | SerializationException | AvroRuntimeException | IllegalArgumentException e) {
            throw new BadChangeException(record, Stage.KEY_CONVERTER, String.valueOf(e.getMessage()), e);
        }
    }

    /** Forgets what was made for topics, as their copies may have changed. */
    void forget(Set<String> topics) {
        readers.keySet().removeIf(written -> topics.contains(written.topic()));
    }

    /** The key's schema names its columns, the newest row's tells what they are. */
    private Optional<RowWriter> reader(CopiedTable table, Schema key) {
        var row = registry.latest(table.topic() + "-value").map(EnvelopeReader::row);
        var typed = row.flatMap(newest -> Columns.keyOf(newest, key));
        if (row.isEmpty() || typed.isEmpty()) {
            log.warn("tombstones passed over, no row has such a key: table={} key={}", table.source(), key.getFields());
            return Optional.empty();
        }
        var copy = tables.fit(table, Columns.of(row.get()));
        return Optional.of(new RowWriter(copy, typed.get()));
    }

    private record Written(String topic, int schemaId) {}
}
