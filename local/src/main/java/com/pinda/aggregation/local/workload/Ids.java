package com.pinda.aggregation.local.workload;

import java.time.Duration;

/**
 * The ids of one service, as decimal text: 42 bits of milliseconds since an epoch, 10 bits of machine, 12 of sequence.
 * The time is the simulated one.
 */
final class Ids {

    private static final int SLOTS = 64;
    private static final long EPOCH = 1_600_000_000_000L;

    private final Timeline timeline;
    private final int machine;
    private final long epoch;

    // With SLOTS, only the milliseconds that leave this rest are used.
    private final int slot;
    private final int slots;

    private long lastMillis = -1;
    private int sequence;

    private Ids(Timeline timeline, int machine, long epoch, int slot, int slots) {
        this.timeline = timeline;
        this.machine = machine;
        this.epoch = epoch;
        this.slot = slot;
        this.slots = slots;
    }

    /** Ids that grow for ever, different for each machine. */
    static Ids sinceFixedEpoch(Timeline timeline, int machine) {
        return new Ids(timeline, machine, EPOCH, 0, 1);
    }

    /**
     * Ids that begin again near zero, as after a restart of a service of the original, whose machine is always the
     * same. So that a table never sees the same id twice, the starts of one service take turns in the milliseconds.
     *
     * @param starts how often the service was started before; fewer than {@link #maxStarts()}
     */
    static Ids sinceNow(Timeline timeline, int starts) {
        if (starts >= SLOTS) {
            throw new IllegalStateException(
                    "ids since the start of a service allow " + SLOTS + " starts on one data set");
        }
        return new Ids(timeline, (1 << 5) | 1, timeline.now(), starts, SLOTS);
    }

    static int maxStarts() {
        return SLOTS;
    }

    /** The start that an id of {@link #sinceNow} comes from. */
    static int startOf(long id) {
        return (int) ((id >> 22) % SLOTS);
    }

    boolean isOlderThan(Duration age) {
        return timeline.now() - epoch >= age.toMillis();
    }

    String next() {
        long millis = (timeline.now() - epoch) / slots * slots + slot;
        if (millis > lastMillis) {
            lastMillis = millis;
            sequence = 0;
        } else if (++sequence == 1 << 12) {
            lastMillis += slots;
            sequence = 0;
        }
        return String.valueOf(lastMillis << 22 | (long) machine << 12 | sequence);
    }
}
