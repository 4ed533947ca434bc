package com.pinda.aggregation.query.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads {@code 2026-02-28} as a day, an empty text as none; refuses {@code 2026-02-30} and what a DATETIME cannot be.
 */
final class DayReader extends ValueDeserializer<LocalDate> {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    @Override
    public @Nullable LocalDate deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return (LocalDate) context.handleUnexpectedToken(LocalDate.class, json);
        }
        var text = json.getString();
        if (text.isEmpty()) {
            return null;
        }
        try {
            var day = LocalDate.parse(text, FORMAT);
            if (day.isBefore(FIRST) || day.isAfter(LAST)) {
                throw context.weirdStringException(text, LocalDate.class, "out of range");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw context.weirdStringException(text, LocalDate.class, "not yyyy-MM-dd");
        }
    }
}
