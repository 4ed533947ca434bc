package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of what the topics' records hold. */
final class TopicValues {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private final IdentityHashMap<Schema, List<String>> names = new IdentityHashMap<>();

    /**
     * A row of a record, a key or an image; null where there is none.
     *
     * @param json the columns that are JSON in the source
     */
    @Nullable Row row(@Nullable Object record, Set<String> json) {
        if (record == null) {
            return null;
        }
        var data = (GenericRecord) record;
        var columns = names.computeIfAbsent(data.getSchema(), TopicValues::names);
        var texts = new @Nullable String[columns.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(data.get(i), json.contains(columns.get(i)));
        }
        return new Row(columns, texts);
    }

    private static List<String> names(Schema schema) {
        return schema.getFields().stream()
                .map(field -> {
                    var original = field.getProp(TableSchemas.MYSQL_NAME);
                    return original == null ? field.name() : original;
                })
                .toList();
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
