package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.query.access.Mask;
import com.pinda.aggregation.schema.TableSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes events as JSON: rows as the lists of the API have them, as their reader may see them. */
final class EventJson {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Mask mask;

    EventJson(Mask mask) {
        this.mask = mask;
    }

    /** One line. */
    String of(FeedEvent event) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", event.id());
        if (event.before() != null) {
            all.put("before", row(event.before()));
        }
        if (event.after() != null) {
            all.put("after", row(event.after()));
        }
        return JSON.writeValueAsString(all);
    }

    private Map<String, @Nullable Object> row(GenericRecord row) {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        for (var field : row.getSchema().getFields()) {
            properties.put(property(field.name()), value(field, row.get(field.pos())));
        }
        return properties;
    }

    private @Nullable Object value(Schema.Field field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        var name = field.name();
        if ("json".equals(field.getProp(TableSchemas.MYSQL_TYPE))) {
            return parsed(name, value.toString());
        }
        var isText = value instanceof CharSequence || isId(name);
        return isText ? mask.shown(name, plain(value).toString()) : plain(value);
    }

    private static Object plain(Object value) {
        if (value instanceof LocalDateTime time) {
            return TIME.format(time);
        }
        if (value instanceof Instant time) {
            return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        }
        if (value instanceof ByteBuffer bytes) {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private @Nullable Object parsed(String path, String text) {
        try {
            return shown(path, path, JSON.readTree(text));
        } catch (JacksonException e) {
            return mask.shown(path, text);
        }
    }

    private @Nullable Object shown(String path, String name, JsonNode node) {
        if (node.isObject()) {
            var object = new LinkedHashMap<String, @Nullable Object>();
            node.properties()
                    .forEach(each -> object.put(
                            property(each.getKey()),
                            shown(path + "." + each.getKey(), each.getKey(), each.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<@Nullable Object> array = new ArrayList<>();
            node.forEach(each -> array.add(shown(path, name, each)));
            return array;
        }
        return node.isString() || (node.isNumber() && isId(name)) ? mask.shown(path, node.asString()) : node;
    }

    /** The property of a column: {@code senderName} of {@code sender_name}. */
    static String property(String column) {
        var property = new StringBuilder();
        var upper = false;
        for (int i = 0; i < column.length(); i++) {
            var c = column.charAt(i);
            if (c == '_' && i > 0) {
                upper = true;
            } else {
                property.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return property.toString();
    }

    private static boolean isId(String column) {
        return column.equals("id") || column.endsWith("_id") || column.endsWith("_ids");
    }

    /** A value as a filter compares it. */
    static String text(@Nullable Object value) {
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : value == null ? "" : plain(value).toString();
    }
}
