package com.pinda.aggregation.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * The Avro schemas of one table's topic. The records are named {@code Key}, {@code Value} and {@code Envelope} in the
 * namespace {@code <prefix>.<database>.<table>}, as Debezium names them.
 *
 * @param key the record of the key columns, without their MySQL types; empty where the table has no key
 * @param row the record of all columns, in the table's order: key columns plain, all others nullable with default null
 * @param envelope the record of a change: before, after, source, op, ts_ms, transaction
 */
public record TableSchemas(Optional<Schema> key, Schema row, Schema envelope) {

    /** Property of the row's fields: the column's type in MySQL, as {@link MySqlType#ddl} writes it. */
    public static final String MYSQL_TYPE = "mysqlType";

    /** Field property: the column's name in MySQL, where Avro does not allow it. */
    public static final String MYSQL_NAME = "mysqlName";

    /** Property of the row's fields: {@code personal} or {@code secret}; absent for others. */
    public static final String SENSITIVITY = "sensitivity";

    /**
     * Property of the row's fields: what the rows that were there got when the column was added to the table, as text;
     * absent for others. No change tells it: records from before have no such column.
     */
    public static final String MYSQL_ADDED_VALUE = "mysqlAddedValue";

    /** The envelope's fields, in their order. */
    public static final List<String> ENVELOPE_FIELDS =
            List.of("before", "after", "source", "op", "ts_ms", "transaction");

    /**
     * The schemas of a table.
     *
     * @throws IllegalArgumentException where two column names become one in Avro
     */
    public static TableSchemas of(TableDefinition table, String prefix) {
        var namespace = AvroNames.of(prefix) + "." + AvroNames.of(table.id().database()) + "."
                + AvroNames.of(table.id().table());
        var names = new HashSet<String>();
        var fields = new ArrayList<Schema.Field>();
        for (var column : table.columns()) {
            var name = AvroNames.of(column.name());
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "table " + table.id() + " has two columns that Avro calls '" + name + "'; exclude one of them");
            }
            fields.add(field(column, name));
        }
        var row = Schema.createRecord("Value", null, namespace, false, fields);
        return new TableSchemas(keySchema(table, namespace), row, envelope(row, namespace));
    }

    /** The {@code source} block of a change. */
    public static Schema source() {
        return Fixed.SOURCE;
    }

    /** The {@code transaction} block of a change. */
    public static Schema transaction() {
        return Fixed.TRANSACTION;
    }

    private static Optional<Schema> keySchema(TableDefinition table, String namespace) {
        var key = table.key();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        var fields = key.stream().map(TableSchemas::keyField).toList();
        return Optional.of(Schema.createRecord("Key", null, namespace, false, fields));
    }

    /**
     * Without what may change while the values stay the same, such as a length: another schema has another id, and
     * Kafka would take the same key for two. The field of the row has it all.
     */
    private static Schema.Field keyField(ColumnDefinition column) {
        var name = AvroNames.of(column.name());
        return named(column, new Schema.Field(name, union(ColumnSchemas.keyBranches(column.type()))));
    }

    private static Schema.Field field(ColumnDefinition column, String name) {
        var branches = new ArrayList<Schema>(ColumnSchemas.branches(column.type()));
        if (!column.key()) {
            branches.add(0, Schema.create(Schema.Type.NULL));
        }
        var schema = union(branches);
        var field = column.key()
                ? new Schema.Field(name, schema)
                : new Schema.Field(name, schema, null, JsonProperties.NULL_VALUE);
        field.addProp(MYSQL_TYPE, column.type().ddl());
        if (column.addedValue() != null) {
            field.addProp(MYSQL_ADDED_VALUE, column.addedValue());
        }
        if (column.sensitivity() != Sensitivity.NONE) {
            field.addProp(SENSITIVITY, column.sensitivity().text());
        }
        return named(column, field);
    }

    private static Schema.Field named(ColumnDefinition column, Schema.Field field) {
        if (!field.name().equals(column.name())) {
            field.addProp(MYSQL_NAME, column.name());
        }
        return field;
    }

    private static Schema union(List<Schema> branches) {
        return branches.size() == 1 ? branches.get(0) : Schema.createUnion(branches);
    }

    private static Schema envelope(Schema row, String namespace) {
        var nullableRow = nullable(row);
        var fields = List.of(
                new Schema.Field("before", nullableRow, null, JsonProperties.NULL_VALUE),
                new Schema.Field("after", nullableRow, null, JsonProperties.NULL_VALUE),
                new Schema.Field("source", Fixed.SOURCE),
                new Schema.Field("op", Schema.create(Schema.Type.STRING)),
                new Schema.Field(
                        "ts_ms",
                        nullable(Schema.create(Schema.Type.LONG)),
                        "when the producer published it, milliseconds since the epoch",
                        JsonProperties.NULL_VALUE),
                new Schema.Field("transaction", nullable(Fixed.TRANSACTION), null, JsonProperties.NULL_VALUE));
        return Schema.createRecord("Envelope", null, namespace, false, fields);
    }

    private static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    /** Parsed once, on first use. */
    private static final class Fixed {
        static final Schema SOURCE = FixedSchema.parse("source.avsc");
        static final Schema TRANSACTION = FixedSchema.parse("transaction.avsc");
    }
}
