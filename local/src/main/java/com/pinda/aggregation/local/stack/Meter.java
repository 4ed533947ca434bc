package com.pinda.aggregation.local.stack;

import java.util.Optional;
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
        value(url).ifPresent(value -> {
            if (value < last) {
                earlier += last;
            }
            last = value;
        });
        return earlier + last;
    }

    /** What a metric shows now; nothing while its service does not answer. */
    static Optional<Long> value(String url) {
        return HttpCheck.body(url).flatMap(Meter::parse);
    }

    private static Optional<Long> parse(String answer) {
        try {
            // a gauge may have a fraction
            return Optional.of(Math.round(JSON.readTree(answer)
                    .path("measurements")
                    .path(0)
                    .path("value")
                    .asDouble(0)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
