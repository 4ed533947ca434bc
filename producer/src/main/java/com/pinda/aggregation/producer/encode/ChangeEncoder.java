package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Encodes the changes of all tables. Registers the schemas of a table when its first change comes. One thread. */
public final class ChangeEncoder {

    private final CapturedTables captured;
    private final TopicNames topics;
    private final SchemaRegistry registry;
    private final BiConsumer<TableDefinition, String> newTable;
    private final String version;
    private final Clock clock;
    private final AvroOutput out = new AvroOutput();
    private final IdentityHashMap<TableLayout, TableEncoder> encoders = new IdentityHashMap<>();
    private @Nullable TableLayout lastLayout;
    private @Nullable TableEncoder lastEncoder;

    /**
     * An encoder.
     *
     * @param newTable told of each table and its topic before the first record for that topic
     * @param version the producer's version, in each change's source block
     */
    public ChangeEncoder(
            CapturedTables captured,
            TopicNames topics,
            SchemaRegistry registry,
            BiConsumer<TableDefinition, String> newTable,
            String version,
            Clock clock) {
        this.captured = captured;
        this.topics = topics;
        this.registry = registry;
        this.newTable = newTable;
        this.version = version;
        this.clock = clock;
    }

    /**
     * Sends the records of a change: one, or for a delete its tombstone too, or those of a delete and a create where
     * the key changed.
     *
     * @throws BadChangeException where a value has no representation, or the schema does not fit the earlier ones
     * @throws RegistryException where the registry is away
     */
    public void encode(Change change, RecordSink sink) {
        encoder(change.layout()).encode(change, sink);
    }

    private TableEncoder encoder(TableLayout layout) {
        var encoder = lastEncoder;
        if (encoder == null || layout != lastLayout) {
            encoder = encoders.computeIfAbsent(layout, this::prepare);
            lastLayout = layout;
            lastEncoder = encoder;
        }
        return encoder;
    }

    private TableEncoder prepare(TableLayout layout) {
        var table = captured.definition(layout);
        var topic = topics.table(table.id());
        var schemas = schemas(table);
        try {
            var keySchema = schemas.key()
                    .map(schema -> registry.register(topic + "-key", schema))
                    .orElse(0);
            var valueSchema = registry.register(topic + "-value", schemas.envelope());
            newTable.accept(table, topic);
            var head = new EventHead(version, topics.prefix(), table.id(), clock);
            return new TableEncoder(topic, layout, table, keySchema, valueSchema, head, out);
        } catch (RegistryException e) {
            if (e.retryable()) {
                throw e;
            }
            throw new BadChangeException(
                    "cannot publish " + table.id() + ": its columns no longer fit the topic's schema: "
                            + e.getMessage(),
                    e);
        }
    }

    private TableSchemas schemas(TableDefinition table) {
        try {
            return TableSchemas.of(table, topics.prefix());
        } catch (IllegalArgumentException e) {
            throw new BadChangeException("cannot publish " + table.id() + ": " + e.getMessage(), e);
        }
    }
}
