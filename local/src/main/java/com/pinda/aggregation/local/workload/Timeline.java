package com.pinda.aggregation.local.workload;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.PriorityQueue;

/**
 * The simulated clock and what is going to happen. Time stands still while an event happens and then jumps to the next;
 * events of the same instant happen in the order in which they were planned. Times are those of a wall clock in China.
 */
final class Timeline {

    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private final long start;
    private long now;
    private long count;

    Timeline(LocalDateTime start) {
        this.start = start.toInstant(ZoneOffset.UTC).toEpochMilli();
        this.now = this.start;
    }

    /** When the clock began, as {@link #now()}. */
    long startMillis() {
        return start;
    }

    /** Milliseconds, on the same scale at any run. */
    long now() {
        return now;
    }

    /** The time in whole seconds, as the databases keep it. */
    LocalDateTime time() {
        return time(now);
    }

    static LocalDateTime time(long millis) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
    }

    void after(Duration delay, Call event) {
        at(now + delay.toMillis(), event);
    }

    /** Plans an event; one in the past happens next. */
    void at(long millis, Call event) {
        planned.add(new Planned(Math.max(now, millis), count++, event));
    }

    boolean isEmpty() {
        return planned.isEmpty();
    }

    /** Whether an event happens up to that time. */
    boolean hasEventUntil(long millis) {
        var next = planned.peek();
        return next != null && next.millis() <= millis;
    }

    /** Moves the clock forward, when nothing happens until then. */
    void moveTo(long millis) {
        if (millis < now || hasEventUntil(millis - 1)) {
            throw new IllegalStateException("the clock cannot jump to " + time(millis));
        }
        now = millis;
    }

    /** Lets the next event happen. */
    void step() throws SQLException {
        var next = planned.remove();
        now = next.millis();
        next.event().run();
    }

    private record Planned(long millis, long number, Call event) implements Comparable<Planned> {

        @Override
        public int compareTo(Planned other) {
            return millis != other.millis ? Long.compare(millis, other.millis) : Long.compare(number, other.number);
        }
    }
}
