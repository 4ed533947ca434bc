package com.pinda.aggregation.query.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the API about people that there are not, kept as resources beside this class. */
final class Examples {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Examples() {}

    static Map<String, Object> of(String name) {
        return JSON.convertValue(tree(name), new TypeReference<>() {});
    }

    static JsonNode tree(String name) {
        try (var in = Examples.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("there is no example of " + name);
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What values like this one are. A null says nothing but that there may be a text. */
    static Schema<?> schema(JsonNode value) {
        if (value.isObject()) {
            var object = new ObjectSchema();
            value.properties().forEach(each -> object.addProperty(each.getKey(), schema(each.getValue())));
            return object;
        }
        if (value.isArray()) {
            return new ArraySchema().items(value.isEmpty() ? new StringSchema() : schema(value.get(0)));
        }
        if (value.isBoolean()) {
            return new BooleanSchema();
        }
        if (value.isIntegralNumber()) {
            return new IntegerSchema().format(null);
        }
        return value.isNumber() ? new NumberSchema() : new StringSchema();
    }
}
