package com.pinda.aggregation.local.stack;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A counter of a service, read over HTTP. It goes on growing when the service is started again from 0. */
final class Meter {
    private static final JsonMapper JSON = new JsonMapper();

    private final String url;
    private long earlier;
    private long last;

    Meter(String url) {
        this.url = url;
    }

    /** The newest value; the last one while the service does not answer. */
    long read() {
        var value = HttpCheck.body(url).map(Meter::value).orElse(null);
        if (value != null) {
            if (value < last) {
                earlier += last;
            }
            last = value;
        }
        return earlier + last;
    }

    private static @Nullable Long value(String answer) {
        try {
            return JSON.readTree(answer)
                    .path("measurements")
                    .path(0)
                    .path("value")
                    .asLong(0);
        } catch (JacksonException e) {
            return null;
        }
    }
}
