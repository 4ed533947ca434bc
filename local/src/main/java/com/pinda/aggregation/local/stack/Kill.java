package com.pinda.aggregation.local.stack;

import java.util.List;
import java.util.OptionalInt;

/**
 * A crash that was asked for.
 *
 * @param afterSeconds since the workload began; empty: when its share of the orders was placed
 */
record Kill(String part, OptionalInt afterSeconds) {
    private static final List<String> PARTS = List.of("producer", "consumer", "canal-server");

    /** Reads {@code part} or {@code part@seconds}. */
    static Kill parse(String text) {
        var at = text.indexOf('@');
        var part = at < 0 ? text : text.substring(0, at);
        var seconds = at < 0 ? "" : text.substring(at + 1);
        if (!PARTS.contains(part) || (at >= 0 && !seconds.matches("\\d{1,6}"))) {
            throw new IllegalArgumentException(
                    "'%s' is no PART or PART@SECONDS with a part of %s".formatted(text, String.join(", ", PARTS)));
        }
        return new Kill(part, at < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(seconds)));
    }
}
