package com.pinda.aggregation.local.compare;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as a server sent it, in UTF-8. */
final class JsonText {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /**
     * Whether both are JSON and say the same: the order in a list counts, that of an object's names does not, and
     * numbers are compared by value.
     */
    static boolean haveSameValue(byte[] one, byte[] other) {
        try {
            return JSON.readTree(one).equals(JsonText::compareLeaves, JSON.readTree(other));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** 0 for equal; it orders nothing else. */
    private static int compareLeaves(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
