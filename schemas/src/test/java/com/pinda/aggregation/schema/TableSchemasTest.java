package com.pinda.aggregation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class TableSchemasTest {

    private static final TableId ORDERS = new TableId("pd_oms", "pd_order");

    @Test
    void theRecordsAreNamedAsDebeziumNamesThem() {
        var schemas = schemas("int");

        assertThat(schemas.key().orElseThrow().getFullName()).isEqualTo("tms.pd_oms.pd_order.Key");
        assertThat(schemas.row().getFullName()).isEqualTo("tms.pd_oms.pd_order.Value");
        assertThat(schemas.envelope().getFullName()).isEqualTo("tms.pd_oms.pd_order.Envelope");
        assertThat(schemas.envelope().getFields())
                .extracting(Schema.Field::name)
                .isEqualTo(TableSchemas.ENVELOPE_FIELDS);
    }

    @Test
    void allButKeyColumnsAreNullableWithDefaultNull() {
        var row = schemas("int", "varchar(20)").row();

        assertThat(row.getField("id").schema().getType()).isEqualTo(Schema.Type.STRING);
        assertThat(row.getFields().subList(1, 3)).allSatisfy(field -> {
            assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
            assertThat(field.hasDefaultValue()).isTrue();
        });
    }

    @Test
    void aColumnMayComeAndGoInBothDirections() {
        var narrow = schemas("int").envelope();
        var wide = schemas("int", "decimal(10,2)", "time(3)", "json").envelope();

        assertThat(compatible(narrow, wide)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatible(wide, narrow)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void typesAreThoseOfTheContract() {
        assertThat(logicalType("decimal(32,10)")).isEqualTo("decimal");
        assertThat(logicalType("bigint unsigned")).isEqualTo("decimal");
        assertThat(logicalType("date")).isEqualTo("date");
        assertThat(logicalType("time(6)")).isEqualTo("time-micros");
        assertThat(logicalType("datetime")).isEqualTo("local-timestamp-micros");
        assertThat(logicalType("timestamp(3)")).isEqualTo("timestamp-micros");
        assertThat(semanticType("datetime")).isEqualTo("io.debezium.time.MicroTimestamp");
        assertThat(semanticType("timestamp(3)")).isEqualTo("io.debezium.time.MicroTimestamp");
        assertThat(semanticType("time")).isEqualTo("io.debezium.time.MicroTime");
        assertThat(semanticType("year")).isEqualTo("io.debezium.time.Year");
        assertThat(semanticType("json")).isEqualTo("io.debezium.data.Json");
        assertThat(semanticType("enum('a')")).isEqualTo("io.debezium.data.Enum");
        assertThat(semanticType("bit(8)")).isEqualTo("io.debezium.data.Bits");
        assertThat(value("bit(1)").getType()).isEqualTo(Schema.Type.BOOLEAN);
        assertThat(value("int unsigned").getType()).isEqualTo(Schema.Type.LONG);
    }

    @Test
    void whatConnectKnowsByAvrosLogicalTypeHasNoSecondName() {
        assertThat(value("date").getObjectProps()).containsOnlyKeys("logicalType");
        assertThat(value("decimal(32,10)").getObjectProps()).containsOnlyKeys("logicalType", "precision", "scale");
    }

    @Test
    void aFieldTellsItsMySqlTypeAndItsSensitivity() {
        var table = new TableDefinition(
                ORDERS,
                List.of(new ColumnDefinition(
                        "receiver_phone", MySqlType.parse("varchar(255)"), false, Sensitivity.PERSONAL)));

        var field = TableSchemas.of(table, "tms").row().getField("receiver_phone");

        assertThat(field.getProp(TableSchemas.MYSQL_TYPE)).isEqualTo("varchar(255)");
        assertThat(field.getProp(TableSchemas.SENSITIVITY)).isEqualTo("personal");
    }

    @Test
    void aFieldTellsWhatRowsGotWhenItsColumnWasAdded() {
        var type = MySqlType.parse("int");
        var table = new TableDefinition(
                ORDERS,
                List.of(
                        new ColumnDefinition("id", type, true),
                        new ColumnDefinition("status", type, false, Sensitivity.NONE, "7")));

        var row = TableSchemas.of(table, "tms").row();

        assertThat(row.getField("status").getProp("mysqlAddedValue")).isEqualTo("7");
        assertThat(row.getField("id").getObjectProps()).containsOnlyKeys("mysqlType");
    }

    @Test
    void aKeyColumnThatGrowsKeepsTheKeysSchema() {
        assertThat(keyOf("varchar(20)", Sensitivity.NONE))
                .isEqualTo(keyOf("varchar(32)", Sensitivity.NONE))
                .isEqualTo(keyOf("char(4)", Sensitivity.PERSONAL))
                .hasToString(keyOf("varchar(32)", Sensitivity.NONE).toString());
        assertThat(keyOf("enum('a')", Sensitivity.NONE)).isEqualTo(keyOf("enum('a','b')", Sensitivity.NONE));
        assertThat(keyOf("decimal(10,2)", Sensitivity.NONE)).isEqualTo(keyOf("decimal(12,2)", Sensitivity.NONE));
        assertThat(keyOf("int", Sensitivity.NONE)).isNotEqualTo(keyOf("bigint", Sensitivity.NONE));
    }

    private static Schema keyOf(String type, Sensitivity sensitivity) {
        var column = new ColumnDefinition("id", MySqlType.parse(type), true, sensitivity);
        var table = new TableDefinition(ORDERS, List.of(column));
        return TableSchemas.of(table, "tms").key().orElseThrow();
    }

    @Test
    void aNameThatAvroDoesNotAllowIsKeptBesideTheOneItGets() {
        var table = new TableDefinition(ORDERS, List.of(new ColumnDefinition("订单-1", MySqlType.parse("int"), false)));

        var field = TableSchemas.of(table, "tms").row().getFields().get(0);

        assertThat(field.name()).isEqualTo("_u8ba2_u5355_1");
        assertThat(field.getProp(TableSchemas.MYSQL_NAME)).isEqualTo("订单-1");
    }

    @Test
    void aPrefixThatAvroDoesNotAllowIsMadeOneThatItAllows() {
        var table = new TableDefinition(ORDERS, List.of(new ColumnDefinition("id", MySqlType.parse("int"), true)));

        assertThat(TableSchemas.of(table, "9-tms").row().getFullName()).isEqualTo("_9_tms.pd_oms.pd_order.Value");
    }

    @Test
    void twoColumnsOfOneAvroNameAreRefused() {
        var table = new TableDefinition(
                ORDERS,
                List.of(
                        new ColumnDefinition("a-b", MySqlType.parse("int"), false),
                        new ColumnDefinition("a_b", MySqlType.parse("int"), false)));

        assertThatThrownBy(() -> TableSchemas.of(table, "tms"))
                .hasMessageContaining("pd_oms.pd_order")
                .hasMessageContaining("a_b");
    }

    private static SchemaCompatibilityType compatible(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static String logicalType(String type) {
        return value(type).getLogicalType().getName();
    }

    private static String semanticType(String type) {
        return value(type).getProp("connect.name");
    }

    private static Schema value(String type) {
        return schemas(type).row().getField("c0").schema().getTypes().get(1);
    }

    private static TableSchemas schemas(String... types) {
        var columns = new ArrayList<ColumnDefinition>();
        columns.add(new ColumnDefinition("id", MySqlType.parse("varchar(20)"), true));
        for (int i = 0; i < types.length; i++) {
            columns.add(new ColumnDefinition("c" + i, MySqlType.parse(types[i]), false));
        }
        return TableSchemas.of(new TableDefinition(ORDERS, columns), "tms");
    }
}
