package com.pinda.aggregation.query.page;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a DATETIME as the text that callers of the old service know: {@code 2026-02-28 09:30:00}. */
final class TimeWriter extends ValueSerializer<LocalDateTime> {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public void serialize(LocalDateTime time, JsonGenerator json, SerializationContext context) {
        json.writeString(FORMAT.format(time));
    }
}
