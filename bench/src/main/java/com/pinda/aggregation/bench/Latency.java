package com.pinda.aggregation.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/** From a row's commit in the source to the first time it is seen in the copy. */
final class Latency {

    private static final String SEEN = "SELECT id FROM pd_aggregation.items WHERE id > ? ORDER BY id LIMIT 1000";
    private static final double KEPT = 0.95;

    /** Each look is work for the machine that is measured; a latency is told as too long by as much. */
    private static final long POLL_NANOS = 2_000_000;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Stack stack;
    private final Items items;
    private final Map<Long, Long> committed = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> latencies = new ConcurrentHashMap<>();
    private volatile boolean writing = true;

    Latency(Stack stack, Items items) {
        this.stack = stack;
        this.items = items;
    }

    /** What was measured. */
    static final class Result {

        private final int committed;
        private final double seconds;
        private final double[] millis;

        private Result(int committed, double seconds, double[] millis) {
            this.committed = committed;
            this.seconds = seconds;
            this.millis = millis;
        }

        /** Rows that were committed. */
        int committed() {
            return committed;
        }

        /** Whether the source kept the rate and all rows were seen: only then the latencies are those of the rate. */
        boolean isWhole(int perSecond) {
            return millis.length == committed && committed / seconds >= perSecond * KEPT;
        }

        String text() {
            return String.format(
                    "n=%d p50=%.1f ms p95=%.1f ms p99=%.1f ms max=%.1f ms (%.0f/s committed, %d not seen)",
                    millis.length,
                    percentile(0.5),
                    percentile(0.95),
                    percentile(0.99),
                    percentile(1),
                    committed / seconds,
                    committed - millis.length);
        }

        /** The value that a share of all are not above. */
        private double percentile(double share) {
            if (millis.length == 0) {
                return Double.NaN;
            }
            return millis[Math.min(millis.length - 1, (int) Math.ceil(share * millis.length) - 1)];
        }
    }

    /** Single-row commits at a rate for some time. */
    Result measure(int perSecond, Duration time) throws SQLException, InterruptedException {
        double seconds;
        try (var source = stack.connect();
                var target = stack.connect()) {
            var floor = items.newest();
            var watcher = new Thread(() -> watch(target, floor), "watcher");
            watcher.start();
            var start = System.nanoTime();
            write(source, perSecond, time);
            seconds = (System.nanoTime() - start) / 1e9;
            writing = false;
            watcher.join();
        }
        var millis = latencies.values().stream()
                .mapToDouble(nanos -> nanos / 1e6)
                .sorted()
                .toArray();
        return new Result(committed.size(), seconds, millis);
    }

    private void write(Connection source, int perSecond, Duration time) throws SQLException {
        var step = 1_000_000_000L / perSecond;
        var start = System.nanoTime();
        try (var insert = items.insert(source)) {
            for (long due = start; due - start < time.toNanos(); due += step) {
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                var id = items.insertOne(insert);
                committed.put(id, System.nanoTime());
            }
        }
    }

    /** Rows may come out of order, from several partitions: the floor rises as far as all are there. */
    private void watch(Connection target, long first) {
        var floor = first;
        var deadline = Long.MAX_VALUE;
        try (var seen = target.prepareStatement(SEEN)) {
            while (writing || (latencies.size() < committed.size() && System.nanoTime() < deadline)) {
                seen.setLong(1, floor);
                try (var rows = seen.executeQuery()) {
                    var now = System.nanoTime();
                    while (rows.next()) {
                        var id = rows.getLong(1);
                        var at = committed.get(id);
                        if (at != null) {
                            latencies.putIfAbsent(id, Math.max(0, now - at));
                        }
                        if (id == floor + 1 && latencies.containsKey(id)) {
                            floor = id;
                        }
                    }
                }
                if (!writing && deadline == Long.MAX_VALUE) {
                    deadline = System.nanoTime() + PATIENCE_NANOS;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot watch the copy", e);
        }
    }
}
