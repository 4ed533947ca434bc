package com.pinda.aggregation.torture.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Values as the text that a {@link Row} holds. */
final class Values {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private Values() {}

    static String text(String value) {
        return "'" + value + "'";
    }

    static String bytes(byte[] value) {
        return "0x" + HexFormat.of().formatHex(value);
    }

    static String instant(Instant value) {
        return INSTANT.format(value);
    }

    /** A document without what says nothing: spaces, and the order of an object's members. */
    static String json(String document) {
        try {
            return text(JSON.writeValueAsString(JSON.readValue(document, Object.class)));
        } catch (JsonProcessingException e) {
            return "not JSON: " + text(document);
        }
    }
}
