package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.Cause.Stage;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads records, each with a reader that is made once per schema. A schema that was not met before has the table's copy
 * created or changed first. Safe for use by many threads.
 */
@Component
final class Copies {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);

    private final Map<String, CopiedTable> byTopic;
    private final SchemaRegistry registry;
    private final CopyTables tables;
    private final Map<Written, Reader> readers = new ConcurrentHashMap<>();
    private final Map<String, CopyTable> copies = new ConcurrentHashMap<>();
    private final Set<String> keyless = ConcurrentHashMap.newKeySet();

    Copies(CopyProperties properties, SchemaRegistry registry, CopyTables tables) {
        this.byTopic = properties.copiedTables().stream()
                .collect(Collectors.toUnmodifiableMap(CopiedTable::topic, Function.identity()));
        this.registry = registry;
        this.tables = tables;
    }

    /** The table whose changes are in a topic. */
    CopiedTable table(String topic) {
        var table = byTopic.get(topic);
        if (table == null) {
            throw new IllegalStateException("no copied table has the topic " + topic);
        }
        return table;
    }

    /** Makes the copy ready for what is written now, where the registry knows the topic. */
    void prepare(CopiedTable table) {
        try {
            registry.latest(table.topic() + "-value").ifPresent(envelope -> reader(table, envelope));
        } catch (BusyTableException e) {
            log.warn("copy not ready yet: table={} reason={}", table.copyName(), e.getMessage());
        } catch (UnfitTableException | AvroRuntimeException | IllegalArgumentException e) {
            log.error("copy not ready: table={}", table.copyName(), e);
        }
    }

    /**
     * Reads a record that is no tombstone; empty where its table has no key and is not copied.
     *
     * @throws BadChangeException where it cannot be read, or its table cannot be copied
     */
    Optional<Change> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            var written = new Written(record.topic(), WireFormat.schemaId(record.value()));
            var reader = readers.get(written);
            if (reader == null) {
                reader = kept(written, registry.schema(written.schemaId()));
            }
            if (reader.rows().isEmpty()) {
                return Optional.empty();
            }
            checkKey(record);
            return Optional.of(reader.envelope().read(record, reader.rows().get()));
        } catch (RegistryException e) {
            if (e.status() != RegistryException.NOT_FOUND) {
                throw e;
            }
            throw new BadChangeException(record, Stage.VALUE_CONVERTER, String.valueOf(e.getMessage()), e);
        } catch (UnfitTableException
                | SerializationException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new BadChangeException(record, Stage.VALUE_CONVERTER, String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkKey(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new IllegalArgumentException("it has no key, and its table has one");
        }
        try {
            var unused = WireFormat.schemaId(record.key());
        } catch (SerializationException e) {
            throw new BadChangeException(record, Stage.KEY_CONVERTER, "its key is " + e.getMessage(), e);
        }
    }

    /** Forgets what was made for topics: while others read them, they may have changed the copies. */
    void forget(Set<String> topics) {
        readers.keySet().removeIf(written -> topics.contains(written.topic()));
    }

    /** One at a time: a reader that was made for a copy as it was must not come in behind the change. */
    private synchronized Reader kept(Written written, Schema envelope) {
        var reader = reader(table(written.topic()), envelope);
        readers.put(written, reader);
        return reader;
    }

    private Reader reader(CopiedTable table, Schema envelope) {
        var row = EnvelopeReader.row(envelope);
        var columns = Columns.of(row);
        if (columns.stream().noneMatch(ColumnDefinition::key)) {
            if (keyless.add(table.topic())) {
                log.warn(
                        "not copied, as it has no key: table={}; give it one with cdc.capture.keys={}(column,…)",
                        table.source(),
                        table.source());
            }
            return new Reader(new EnvelopeReader(envelope), Optional.empty());
        }
        var copy = tables.fit(table, columns);
        if (!copy.equals(copies.put(table.topic(), copy))) {
            forget(Set.of(table.topic()));
        }
        return new Reader(new EnvelopeReader(envelope), Optional.of(new RowWriter(copy, row)));
    }

    private record Written(String topic, int schemaId) {}

    private record Reader(EnvelopeReader envelope, Optional<RowWriter> rows) {}
}
