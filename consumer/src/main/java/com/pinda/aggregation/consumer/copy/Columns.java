package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableSchemas;
import java.util.List;
import org.apache.avro.Schema;

/** The columns of the source, as the Avro schema of a row tells them. */
final class Columns {

    private Columns() {}

    static List<ColumnDefinition> of(Schema row) {
        return row.getFields().stream().map(Columns::of).toList();
    }

    /** The column of a field; it is part of the key where it cannot be null. */
    static ColumnDefinition of(Schema.Field field) {
        var type = field.getProp(TableSchemas.MYSQL_TYPE);
        if (type == null) {
            throw new UnfitTableException(
                    "column " + field.name() + " has no " + TableSchemas.MYSQL_TYPE + " in its schema");
        }
        var name = field.getProp(TableSchemas.MYSQL_NAME);
        return new ColumnDefinition(
                name == null ? field.name() : name,
                MySqlType.parse(type),
                !field.schema().isNullable());
    }
}
