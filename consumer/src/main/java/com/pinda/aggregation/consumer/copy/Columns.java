package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Sensitivity;
import com.pinda.aggregation.schema.TableSchemas;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The columns of the source, as the Avro schema of a row tells them. */
final class Columns {

    private Columns() {}

    static List<ColumnDefinition> of(Schema row) {
        return row.getFields().stream().map(Columns::of).toList();
    }

    /**
     * The record of a key with what the row tells of its columns; empty where the row's key has other columns.
     *
     * @param row the newest record of a row
     * @param key the record that keys were written with
     */
    static Optional<Schema> keyOf(Schema row, Schema key) {
        var names = row.getFields().stream()
                .filter(field -> !field.schema().isNullable())
                .map(Schema.Field::name)
                .collect(Collectors.toSet());
        if (!names.equals(key.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet()))) {
            return Optional.empty();
        }
        var fields = key.getFields().stream()
                .map(field -> {
                    var typed = new Schema.Field(field.name(), field.schema());
                    row.getField(field.name()).getObjectProps().forEach(typed::addProp);
                    return typed;
                })
                .toList();
        return Optional.of(Schema.createRecord(key.getName(), null, key.getNamespace(), false, fields));
    }

    /** The column of a field; it is part of the key where it cannot be null. */
    static ColumnDefinition of(Schema.Field field) {
        var type = field.getProp(TableSchemas.MYSQL_TYPE);
        if (type == null) {
            throw new IllegalArgumentException(
                    "column " + field.name() + " has no " + TableSchemas.MYSQL_TYPE + " in its schema");
        }
        var name = field.getProp(TableSchemas.MYSQL_NAME);
        return new ColumnDefinition(
                name == null ? field.name() : name,
                MySqlType.parse(type),
                !field.schema().isNullable(),
                Sensitivity.of(field.getProp(TableSchemas.SENSITIVITY)),
                field.getProp(TableSchemas.MYSQL_ADDED_VALUE));
    }
}
