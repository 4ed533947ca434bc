package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.BadTableException;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
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
    private final IdentityHashMap<TableLayout, TableForm> forms = new IdentityHashMap<>();
    private @Nullable FormerTable former;

    /** The encoder of a table's earlier columns as those that it has now. */
    private record FormerTable(TableLayout layout, TableLayout now, TableEncoder encoder) {}

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
     * @throws BadTableException where the table's columns have no schema, or one that does not fit the earlier ones
     * @throws BadChangeException where a value has no representation
     * @throws RegistryException where the registry is away
     */
    public void encode(Change change, RecordSink sink) {
        encoder(change.layout()).encode(change, sink);
    }

    /**
     * The same for a change whose columns the table has no more, as one of the columns that it has now: by their names,
     * null where the row has none of that name.
     *
     * @throws BadChangeException where a value cannot be told as one of the present type without a guess, too
     */
    public void encodeAs(TableLayout now, Change change, RecordSink sink) {
        formerEncoder(now, change.layout()).encode(change, sink);
    }

    /** Layouts are told apart by identity. */
    @SuppressWarnings("ReferenceEquality")
    private TableEncoder formerEncoder(TableLayout now, TableLayout layout) {
        var known = former;
        if (known != null && known.layout() == layout && known.now() == now) {
            return known.encoder();
        }
        var encoder = prepare(layout, now);
        former = new FormerTable(layout, now, encoder);
        return encoder;
    }

    /**
     * The Avro data of the change's key, of the one before it and the one after it where they differ; empty where the
     * table has no key. Asks no registry.
     *
     * @throws BadTableException where the key's columns cannot be told
     * @throws BadChangeException where one has no value
     */
    public List<byte[]> keys(Change change) {
        return form(change).keys(change);
    }

    /**
     * How many records a change has, tombstones left out. Asks no registry.
     *
     * @throws BadTableException where the table's columns cannot be told
     */
    public int records(Change change) {
        return form(change).records(change);
    }

    private TableForm form(Change change) {
        return forms.computeIfAbsent(
                change.layout(), layout -> new TableForm(layout, captured.definition(layout), out));
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
        return prepare(layout, layout);
    }

    private TableEncoder prepare(TableLayout layout, TableLayout now) {
        var table = captured.definition(now);
        var topic = topics.table(table.id());
        var schemas = schemas(table);
        int keySchema = schemas.key()
                .map(schema -> register(table, topic + "-key", schema))
                .orElse(0);
        var valueSchema = register(table, topic + "-value", schemas.envelope());
        newTable.accept(table, topic);
        var head = new EventHead(version, topics.prefix(), table.id(), clock);
        return new TableEncoder(topic, layout, table, keySchema, valueSchema, head, out);
    }

    private int register(TableDefinition table, String subject, Schema schema) {
        try {
            return registry.register(subject, schema);
        } catch (RegistryException e) {
            if (e.retryable()) {
                throw e;
            }
            // what to do comes first: the registry's answer may be long
            throw new BadTableException(
                    "cannot publish " + table.id() + ": its columns no longer fit the topic's schema. "
                            + (e.incompatible() ? remedy(subject) : "") + e.getMessage(),
                    e);
        }
    }

    private static String remedy(String subject) {
        return "Let this one pass with PUT /config/" + subject
                + " {\"compatibility\":\"NONE\"} at the registry, and set"
                + " FULL afterwards; or leave the column out (cdc.capture.exclude-columns) and restart the producer; or"
                + " undo the ALTER TABLE and change a row of the table. ";
    }

    private TableSchemas schemas(TableDefinition table) {
        try {
            return TableSchemas.of(table, topics.prefix());
        } catch (IllegalArgumentException e) {
            throw new BadTableException("cannot publish " + table.id() + ": " + e.getMessage(), e);
        }
    }
}
