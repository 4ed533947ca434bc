package com.pinda.aggregation.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Avro schema of a column, by its MySQL type. */
final class ColumnSchemas {

    /** Digits of the largest BIGINT UNSIGNED, 18446744073709551615. */
    private static final int UNSIGNED_BIGINT_DIGITS = 20;

    /** Of a DECIMAL. */
    private static final int MOST_DIGITS = 65;

    private static final String DEBEZIUM_TIME = "io.debezium.time.";
    private static final String DEBEZIUM_DATA = "io.debezium.data.";

    private ColumnSchemas() {}

    /** The schema of the column's values: one branch, but for TIME, whose values outside a day are text. */
    static List<Schema> branches(MySqlType type) {
        var branches = new ArrayList<Schema>();
        branches.add(value(type));
        if (type.kind() == MySqlType.Kind.TIME) {
            branches.add(Schema.create(Schema.Type.STRING));
        }
        return branches;
    }

    /** The same for a column of the key: without what may grow, the labels of ENUM and SET and a DECIMAL's digits. */
    static List<Schema> keyBranches(MySqlType type) {
        return switch (type.kind()) {
            case ENUM -> List.of(connect(Schema.create(Schema.Type.STRING), DEBEZIUM_DATA + "Enum"));
            case SET -> List.of(connect(Schema.create(Schema.Type.STRING), DEBEZIUM_DATA + "EnumSet"));
            case DECIMAL -> List.of(decimal(MOST_DIGITS, type.scale()));
            default -> branches(type);
        };
    }

    private static Schema value(MySqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, MEDIUMINT -> Schema.create(Schema.Type.INT);
            case INT -> Schema.create(type.unsigned() ? Schema.Type.LONG : Schema.Type.INT);
            case BIGINT -> type.unsigned() ? decimal(UNSIGNED_BIGINT_DIGITS, 0) : Schema.create(Schema.Type.LONG);
            case DECIMAL -> decimal(type.length(), type.scale());
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BIT ->
                type.length() == 1
                        ? Schema.create(Schema.Type.BOOLEAN)
                        : connect(
                                Schema.create(Schema.Type.BYTES),
                                DEBEZIUM_DATA + "Bits",
                                Map.of("length", Integer.toString(type.length())));
            case STRING -> Schema.create(Schema.Type.STRING);
            case FIXED_BINARY, BINARY, GEOMETRY -> Schema.create(Schema.Type.BYTES);
            // Connect knows Avro's date as its own Date, and refuses a field that has another name beside it.
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME ->
                connect(
                        LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                        DEBEZIUM_TIME + "MicroTime");
            case DATETIME ->
                connect(
                        LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                        DEBEZIUM_TIME + "MicroTimestamp");
            // Debezium has text for it; the same microseconds, taken as UTC, make a column of time and not of numbers.
            case TIMESTAMP ->
                connect(
                        LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                        DEBEZIUM_TIME + "MicroTimestamp");
            case YEAR -> connect(Schema.create(Schema.Type.INT), DEBEZIUM_TIME + "Year");
            case ENUM ->
                connect(
                        Schema.create(Schema.Type.STRING),
                        DEBEZIUM_DATA + "Enum",
                        Map.of("allowed", String.join(",", type.labels())));
            case SET ->
                connect(
                        Schema.create(Schema.Type.STRING),
                        DEBEZIUM_DATA + "EnumSet",
                        Map.of("allowed", String.join(",", type.labels())));
            case JSON -> connect(Schema.create(Schema.Type.STRING), DEBEZIUM_DATA + "Json");
        };
    }

    private static Schema decimal(int precision, int scale) {
        return LogicalTypes.decimal(precision, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private static Schema connect(Schema schema, String semanticType) {
        schema.addProp("connect.version", 1);
        schema.addProp("connect.name", semanticType);
        return schema;
    }

    private static Schema connect(Schema schema, String semanticType, Map<String, String> parameters) {
        schema.addProp("connect.parameters", parameters);
        return connect(schema, semanticType);
    }
}
