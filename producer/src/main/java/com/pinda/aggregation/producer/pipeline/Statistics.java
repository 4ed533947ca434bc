package com.pinda.aggregation.producer.pipeline;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the pipeline has done and how it is, in numbers; written by its thread, read by others. */
final class Statistics {

    /** Why nothing comes, and since when. */
    private record Interruption(String reason, long sinceMs) {}

    private final Clock clock;
    private final AtomicLong captured = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong lagMs = new AtomicLong();
    private volatile @Nullable Interruption interruption;

    Statistics(Clock clock) {
        this.clock = clock;
    }

    /**
     * So many changes were read that are not published yet. What is read again after a failure is not counted again.
     */
    void read(long changes) {
        captured.accumulateAndGet(published.get() + changes, Math::max);
    }

    void published(long changes, long lag) {
        read(changes);
        published.addAndGet(changes);
        batches.incrementAndGet();
        lagMs.set(lag);
        interruption = null;
    }

    /** Nothing is waiting; so long ago canal had read all there was in the source. */
    void idle(long behindMs) {
        if (interruption == null) {
            lagMs.set(Math.max(0, behindMs));
        }
    }

    /** The source is read. */
    void flowing() {
        interruption = null;
    }

    /** The source is not read, or nothing can be published: what waits, and how much, nobody knows. */
    void interrupted(String reason) {
        var before = interruption;
        interruption = new Interruption(reason, before == null ? clock.millis() : before.sinceMs());
    }

    /** Why nothing comes; empty while the source is read. */
    Optional<String> interruption() {
        return Optional.ofNullable(interruption).map(Interruption::reason);
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

    /**
     * Age of the last published change when it was published; canal knows commit times to the second. While nothing
     * changes, how far canal is behind the source; while the source is not read, it grows.
     */
    long lagMs() {
        var now = interruption;
        return lagMs.get() + (now == null ? 0 : clock.millis() - now.sinceMs());
    }
}
