package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.query.access.Mask;
import com.pinda.aggregation.query.view.Names;
import com.pinda.aggregation.query.view.ShownJson;
import com.pinda.aggregation.query.view.Values;
import com.pinda.aggregation.schema.TableSchemas;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes events as JSON: rows as the lists of the API have them, as their reader may see them. */
final class EventJson {

    private final Mask mask;
    private final ShownJson nested;

    EventJson(Mask mask) {
        this.mask = mask;
        this.nested = new ShownJson(mask, Set.of());
    }

    /** One line. */
    String of(FeedEvent event) {
        var out = new StringWriter();
        try (var json = ShownJson.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeName("id");
            json.writeString(event.id());
            write("before", event.before(), json);
            write("after", event.after(), json);
            json.writeEndObject();
        }
        return out.toString();
    }

    private void write(String name, @Nullable GenericRecord row, JsonGenerator json) {
        if (row == null) {
            return;
        }
        json.writeName(name);
        json.writeStartObject();
        for (var field : row.getSchema().getFields()) {
            json.writeName(Names.property(field.name()));
            write(field, row.get(field.pos()), json);
        }
        json.writeEndObject();
    }

    private void write(Schema.Field field, @Nullable Object value, JsonGenerator json) {
        var name = field.name();
        if (value == null) {
            json.writeNull();
        } else if ("json".equals(field.getProp(TableSchemas.MYSQL_TYPE))) {
            nested.write(name, value.toString(), json);
        } else if (value instanceof CharSequence || Names.isId(name)) {
            json.writeString(mask.shown(name, plain(value).toString()));
        } else {
            json.writePOJO(plain(value));
        }
    }

    private static Object plain(Object value) {
        if (value instanceof LocalDateTime time) {
            return Values.text(time);
        }
        if (value instanceof Instant time) {
            return Values.text(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        }
        if (value instanceof ByteBuffer bytes) {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** A value as a filter compares it. */
    static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : value == null ? "" : plain(value).toString();
    }
}
