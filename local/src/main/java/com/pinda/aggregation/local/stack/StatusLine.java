package com.pinda.aggregation.local.stack;

import java.util.Locale;
import java.util.function.LongSupplier;

/** What goes on, in one line: totals, and what was added a second since the line before. */
final class StatusLine {
    private final LongSupplier orders;
    private final LongSupplier lagMillis;
    private final Meter captured;
    private final Meter published;
    private final Meter applied;
    private Totals last = new Totals(0, 0, 0, 0);
    private long lastNanos = System.nanoTime();

    /**
     * Begins to count.
     *
     * @param orders tells how many orders were placed so far
     * @param lagMillis tells the time from the commit of the last order seen to its copy; -1 when none was seen yet
     */
    StatusLine(Site site, LongSupplier orders, LongSupplier lagMillis) {
        this.orders = orders;
        this.lagMillis = lagMillis;
        captured = new Meter(metric(site, Endpoint.PRODUCER, "cdc.changes.captured"));
        published = new Meter(metric(site, Endpoint.PRODUCER, "cdc.changes.published"));
        applied = new Meter(metric(site, Endpoint.CONSUMER, "cdc.changes.applied"));
    }

    /** The line for now. */
    String next() {
        var now = System.nanoTime();
        var totals = new Totals(orders.getAsLong(), captured.read(), published.read(), applied.read());
        var lag = lagMillis.getAsLong();
        var seconds = Math.max((now - lastNanos) / 1e9, 0.001);
        var line = String.format(
                Locale.ROOT,
                "orders %d (%.0f/s)  captured %.0f/s  published %.0f/s  applied %.0f/s (%d in all)  lag %s",
                totals.orders,
                (totals.orders - last.orders) / seconds,
                (totals.captured - last.captured) / seconds,
                (totals.published - last.published) / seconds,
                (totals.applied - last.applied) / seconds,
                totals.applied,
                lag < 0 ? "-" : lag + " ms");
        last = totals;
        lastNanos = now;
        return line;
    }

    private static String metric(Site site, Endpoint endpoint, String name) {
        return site.url(endpoint, "/actuator/metrics/" + name);
    }

    private record Totals(long orders, long captured, long published, long applied) {}
}
