package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.producer.publish.KeyDigest;
import com.pinda.aggregation.producer.publish.ParkedTable;
import com.pinda.aggregation.schema.TableId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a table is parked: all of it from an offset on, or some keys, each from an offset on. Offsets are those of
 * the table's topic of parked changes; one may be smaller than that of the first change that it stands for. Any two
 * keys of one change are parked and released together.
 */
final class Hold {

    /** More parked keys than this pause the table: each checkpoint names them all. */
    static final int MOST_KEYS = 1_000;

    private static final long FLOWING = -1;

    private final TableId table;
    private final String cause;
    private final long sinceMs;
    private final Map<KeyDigest, Long> keys = new HashMap<>();
    private long pausedFrom = FLOWING;
    private long changes;
    private @Nullable TableLayout newest;
    private long retryMs;

    Hold(TableId table, String cause, long sinceMs) {
        this.table = table;
        this.cause = cause;
        this.sinceMs = sinceMs;
    }

    /** As a checkpoint tells it. */
    static Hold of(ParkedTable parked) {
        var hold = new Hold(parked.table(), parked.cause(), parked.sinceMs());
        hold.keys.putAll(parked.keys());
        var from = parked.pausedFrom();
        hold.pausedFrom = from == null ? FLOWING : from;
        hold.changes = parked.changes();
        hold.newest = parked.columns().isEmpty() ? null : TableLayout.of(parked.table(), parked.columns());
        return hold;
    }

    ParkedTable parked() {
        var layout = newest;
        return new ParkedTable(
                table,
                cause,
                sinceMs,
                changes,
                pausedFrom == FLOWING ? null : pausedFrom,
                layout == null ? List.of() : layout.columns(),
                keys);
    }

    TableId table() {
        return table;
    }

    String cause() {
        return cause;
    }

    long changes() {
        return changes;
    }

    /** The columns of its newest change; null where nobody knows them. */
    @Nullable TableLayout newest() {
        return newest;
    }

    /** When to try to release it. */
    long retryMs() {
        return retryMs;
    }

    void retryAt(long timeMs) {
        retryMs = timeMs;
    }

    /**
     * A change comes, and is parked unless it has no record. Where the table has other columns than before, it may be
     * that they fit.
     */
    @SuppressWarnings("ReferenceEquality") // layouts are told apart by identity
    void add(TableLayout layout, boolean parked) {
        if (newest != null && newest != layout) {
            retryMs = 0;
        }
        changes += parked ? 1 : 0;
        newest = layout;
    }

    void released(long count) {
        changes -= count;
    }

    boolean paused() {
        return pausedFrom != FLOWING;
    }

    /** From this offset on nothing is released; stays where it is paused already. */
    void pause(long from) {
        if (!paused()) {
            pausedFrom = from;
        }
    }

    /** Whether one of the keys is parked. */
    boolean hasAny(Collection<KeyDigest> touched) {
        return touched.stream().anyMatch(keys::containsKey);
    }

    /** Whether all parked keys are among these, and nothing else is parked. */
    boolean hasOnly(Set<KeyDigest> all) {
        return !paused() && all.containsAll(keys.keySet());
    }

    /** Parks the keys of a change; false where they are too many. */
    boolean park(Collection<KeyDigest> touched, long from) {
        var more = touched.stream().filter(key -> !keys.containsKey(key)).count();
        if (keys.size() + more > MOST_KEYS) {
            return false;
        }
        touched.forEach(key -> keys.putIfAbsent(key, from));
        return true;
    }

    /** Where the first change that is not released may lie. */
    long from() {
        var first = keys.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        return paused() ? Math.min(first, pausedFrom) : first;
    }

    /** Whether a change at this offset waits because all do. */
    boolean isPausedAt(long offset) {
        return paused() && offset >= pausedFrom;
    }

    /** Whether a change at this offset is not released yet. */
    boolean waits(long offset, Collection<KeyDigest> touched) {
        return isPausedAt(offset) || touched.stream().anyMatch(key -> keys.getOrDefault(key, Long.MAX_VALUE) <= offset);
    }

    /** A change is released, or parked by its keys alone; it ends before {@code next}. */
    void passed(long offset, long next) {
        if (isPausedAt(offset)) {
            pausedFrom = next;
        }
    }

    /** All changes of these keys before this offset are released. */
    void releasedUpTo(Collection<KeyDigest> touched, long next) {
        touched.forEach(key -> keys.computeIfPresent(key, (k, from) -> Math.max(from, next)));
    }

    /** All there was is released but for these keys. */
    void drained(Set<KeyDigest> blocked) {
        pausedFrom = FLOWING;
        keys.keySet().retainAll(blocked);
    }

    boolean isEmpty() {
        return !paused() && keys.isEmpty();
    }
}
