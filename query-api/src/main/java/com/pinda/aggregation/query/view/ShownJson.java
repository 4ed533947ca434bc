package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.access.Mask;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the JSON of a column as an answer has it: names in camel case, ids as text, decimals as they are, texts as the
 * reader may see them.
 *
 * @param decimals paths of numbers that the view has as text
 */
public record ShownJson(Mask mask, Set<String> decimals) {

    public ShownJson {
        decimals = Set.copyOf(decimals);
    }

    /** Takes and gives decimals with each of their digits. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** Writes the value of a column; text that is no JSON as text. */
    public void write(String column, String text, JsonGenerator json) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            json.writeString(mask.shown(column, text));
            return;
        }
        write(column, column, node, json);
    }

    private void write(String path, String name, JsonNode node, JsonGenerator json) {
        if (node.isObject()) {
            json.writeStartObject();
            node.properties().forEach(property -> {
                json.writeName(Names.property(property.getKey()));
                write(path + "." + property.getKey(), property.getKey(), property.getValue(), json);
            });
            json.writeEndObject();
        } else if (node.isArray()) {
            json.writeStartArray();
            node.forEach(each -> write(path, name, each, json));
            json.writeEndArray();
        } else if (node.isString()) {
            writeText(path, node.stringValue(), json);
        } else if (node.isNumber() && Names.isId(name)) {
            writeText(path, node.asString(), json);
        } else {
            json.writeTree(node);
        }
    }

    private void writeText(String path, String text, JsonGenerator json) {
        var shown = mask.shown(path, text);
        var number = shown != null && decimals.contains(path) ? number(shown) : null;
        if (number == null) {
            json.writeString(shown);
        } else {
            json.writeNumber(number);
        }
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
