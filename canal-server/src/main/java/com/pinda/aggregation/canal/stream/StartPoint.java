package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.history.BinlogPosition;
import java.util.Optional;

/** Where a stream without a kept position begins. */
public sealed interface StartPoint {

    /** The present end of the binlog. */
    record Latest() implements StartPoint {}

    /** The first event that the source still has. */
    record Earliest() implements StartPoint {}

    /** A named event. */
    record At(BinlogPosition position) implements StartPoint {}

    /** From {@code latest}, {@code earliest} or {@code file:offset}; empty for any other text. */
    static Optional<StartPoint> parse(String text) {
        return switch (text) {
            case "latest" -> Optional.of(new Latest());
            case "earliest" -> Optional.of(new Earliest());
            default -> BinlogPosition.parse(text).map(At::new);
        };
    }
}
