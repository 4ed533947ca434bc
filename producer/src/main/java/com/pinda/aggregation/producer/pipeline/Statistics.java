package com.pinda.aggregation.producer.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** What the pipeline has done, in numbers; written by its thread, read by others. */
final class Statistics {

    private final AtomicLong captured = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong lagMs = new AtomicLong();

    void captured(long changes) {
        captured.addAndGet(changes);
    }

    void published(long changes, long lag) {
        published.addAndGet(changes);
        batches.incrementAndGet();
        lagMs.set(lag);
    }

    /** Nothing is waiting. */
    void idle() {
        lagMs.set(0);
    }

    long captured() {
        return captured.get();
    }

    long published() {
        return published.get();
    }

    long batches() {
        return batches.get();
    }

    /** Age of the last published change when it was published; canal knows commit times to the second. */
    long lagMs() {
        return lagMs.get();
    }
}
