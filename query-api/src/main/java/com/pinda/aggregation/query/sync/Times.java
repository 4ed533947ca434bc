package com.pinda.aggregation.query.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Milliseconds since the epoch, where 0 stands for never. */
final class Times {

    private Times() {}

    static @Nullable Instant instant(long epochMs) {
        return epochMs <= 0 ? null : Instant.ofEpochMilli(epochMs);
    }
}
