package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of what the topics' records hold. */
final class TopicValues {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private final IdentityHashMap<Schema, List<String>> names = new IdentityHashMap<>();

    @Nullable Row row(@Nullable Object record) {
        if (record == null) {
            return null;
        }
        var data = (GenericRecord) record;
        var fields = data.getSchema().getFields();
        var texts = new @Nullable String[fields.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(data.get(i), isJson(fields.get(i)));
        }
        return new Row(names.computeIfAbsent(data.getSchema(), TopicValues::names), texts);
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream()
                .map(field -> {
                    var original = field.getProp(TableSchemas.MYSQL_NAME);
                    return original == null ? field.name() : original;
                })
                .toList();
    }

    private static boolean isJson(Schema.Field field) {
        var type = field.getProp(TableSchemas.MYSQL_TYPE);
        return type != null && type.equals("json") && MySqlType.parse(type).kind() == MySqlType.Kind.JSON;
    }

    private static @Nullable String text(@Nullable Object value, boolean json) {
        if (value == null) {
            return null;
        }
        if (value instanceof CharSequence text) {
            return json ? Values.json(text.toString()) : Values.text(text.toString());
        }
        if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Values.bytes(bytes);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Instant time) {
            return Values.instant(time);
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        return value instanceof LocalTime time ? TIME.format(time) : value.toString();
    }
}
