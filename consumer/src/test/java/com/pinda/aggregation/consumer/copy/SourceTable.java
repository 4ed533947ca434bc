package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Sensitivity;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.TopicNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table as the producer sees it: {@code SourceTable.of("p", "shop.orders", "id bigint key", "name varchar(20)")};
 * {@code "status int added 7"} is a column that was added, and where the rows that were there got a 7; {@code "name
 * varchar(20) personal"} is not for everybody to see.
 */
public record SourceTable(TableDefinition definition, TableSchemas schemas, String topic) {

    public static SourceTable of(String prefix, String id, String... columns) {
        var definitions = new ArrayList<ColumnDefinition>();
        for (var column : columns) {
            var key = column.endsWith(" key");
            var personal = column.endsWith(" personal");
            var space = column.indexOf(' ');
            var end = personal || key ? column.lastIndexOf(' ') : column.length();
            var type = column.substring(space + 1, end);
            var added = type.split(" added ", 2);
            definitions.add(new ColumnDefinition(
                    column.substring(0, space),
                    MySqlType.parse(added[0]),
                    key,
                    personal ? Sensitivity.PERSONAL : Sensitivity.NONE,
                    added.length == 2 ? added[1] : null));
        }
        var definition = new TableDefinition(TableId.parse(id), definitions);
        return new SourceTable(
                definition, TableSchemas.of(definition, prefix), new TopicNames(prefix).table(definition.id()));
    }

    public Event insert(long position, @Nullable Object... row) {
        return new Event(this, "c", position, null, Arrays.asList(row));
    }

    Event update(long position, @Nullable Object... row) {
        return new Event(this, "u", position, Arrays.asList(row), Arrays.asList(row));
    }

    public Event delete(long position, @Nullable Object... row) {
        return new Event(this, "d", position, Arrays.asList(row), null);
    }

    /** A change; a delete is followed by a tombstone. */
    public record Event(
            SourceTable table,
            String operation,
            long position,
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after) {

        /** The delete of the row that this change shows. */
        Event deletedAt(long later) {
            return new Event(table, "d", later, after == null ? before : after, null);
        }

        @Nullable GenericRecord key() {
            var row = after == null ? before : after;
            if (table.schemas.key().isEmpty() || row == null) {
                return null;
            }
            var key = new GenericData.Record(table.schemas.key().get());
            var columns = table.definition.columns();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).key()) {
                    var field = table.schemas.row().getFields().get(i);
                    key.put(field.name(), avro(field.schema(), row.get(i)));
                }
            }
            return key;
        }

        GenericRecord value(long tsMs) {
            var source = new GenericData.Record(TableSchemas.source());
            source.put("version", "1");
            source.put("connector", "canal");
            source.put("name", "test");
            source.put("ts_ms", tsMs);
            source.put("db", table.definition.id().database());
            source.put("table", table.definition.id().table());
            source.put("server_id", 1L);
            source.put("file", "mysql-bin.000001");
            source.put("pos", position);
            source.put("row", 0);
            source.put("position", position);
            var value = new GenericData.Record(table.schemas.envelope());
            value.put("before", before == null ? null : row(before));
            value.put("after", after == null ? null : row(after));
            value.put("source", source);
            value.put("op", operation);
            value.put("ts_ms", tsMs);
            return value;
        }

        private GenericRecord row(List<@Nullable Object> values) {
            var row = new GenericData.Record(table.schemas.row());
            List<Schema.Field> fields = row.getSchema().getFields();
            for (int i = 0; i < values.size(); i++) {
                row.put(i, avro(fields.get(i).schema(), values.get(i)));
            }
            return row;
        }

        private static @Nullable Object avro(Schema schema, @Nullable Object value) {
            var plain = schema.isUnion() ? schema.getTypes().get(schema.isNullable() ? 1 : 0) : schema;
            if (value instanceof BigDecimal decimal && plain.getLogicalType() instanceof LogicalTypes.Decimal type) {
                return new Conversions.DecimalConversion().toBytes(decimal.setScale(type.getScale()), plain, type);
            }
            return value instanceof byte[] bytes ? java.nio.ByteBuffer.wrap(bytes) : value;
        }
    }
}
