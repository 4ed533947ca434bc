package com.pinda.aggregation.torture.check;

import org.jspecify.annotations.Nullable;

/** The expected records of one key in the log's order, and how far the topic has told them. */
final class KeyQueue {

    private @Nullable LogEntry first;
    private @Nullable LogEntry last;

    /** The first that was not found. */
    private @Nullable LogEntry pending;

    void add(LogEntry entry) {
        var tail = last;
        if (tail == null) {
            first = entry;
        } else {
            tail.next = entry;
        }
        last = entry;
        if (pending == null) {
            pending = entry;
        }
    }

    @Nullable LogEntry first() {
        return first;
    }

    /** Moves over those that were found, and gives the first that was not; null where all were. */
    @Nullable LogEntry pending() {
        var entry = pending;
        while (entry != null && entry.isFound()) {
            entry = entry.next;
        }
        pending = entry;
        return entry;
    }
}
