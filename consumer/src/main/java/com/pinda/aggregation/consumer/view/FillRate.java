package com.pinda.aggregation.consumer.view;

import java.time.Duration;
import java.util.Optional;

/** How fast rows are made anew, and how long it takes until all are. */
final class FillRate {

    private final Duration every;
    private long toldMs;
    private long before = -1;

    /** @param every how often it is told */
    FillRate(long nowMs, Duration every) {
        this.every = every;
        this.toldMs = nowMs;
    }

    /**
     * What is to be told now.
     *
     * @param pending keys whose rows are not made yet
     * @return empty where it was told not long ago
     */
    Optional<String> now(long nowMs, long pending) {
        var passed = nowMs - toldMs;
        if (before >= 0 && passed < every.toMillis()) {
            return Optional.empty();
        }
        var done = before - pending;
        var text = "keys_pending=" + pending;
        if (before >= 0 && done > 0) {
            var rate = Math.max(1, done * 1000 / passed);
            text += " rows_per_second=" + rate + " seconds_left=" + (pending + rate - 1) / rate;
        }
        before = pending;
        toldMs = nowMs;
        return Optional.of(text);
    }
}
