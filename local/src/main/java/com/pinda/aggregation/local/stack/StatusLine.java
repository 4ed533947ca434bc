package com.pinda.aggregation.local.stack;

import java.util.Locale;

/** What goes on, in one line: totals, and what was added a second since the line before. */
final class StatusLine {
    private final Meter captured;
    private final Meter published;
    private final Meter applied;
    private Totals last = new Totals(0, 0, 0, 0);
    private long lastNanos = System.nanoTime();

    StatusLine(Site site) {
        captured = new Meter(metric(site, Endpoint.PRODUCER, "cdc.changes.captured"));
        published = new Meter(metric(site, Endpoint.PRODUCER, "cdc.changes.published"));
        applied = new Meter(metric(site, Endpoint.CONSUMER, "cdc.changes.applied"));
    }

    /**
     * @param orders placed so far
     * @param lagMillis from the commit of the last order seen to its copy; negative when none was seen yet
     */
    String next(long orders, long lagMillis) {
        var now = System.nanoTime();
        var totals = new Totals(orders, captured.read(), published.read(), applied.read());
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
                lagMillis < 0 ? "-" : lagMillis + " ms");
        last = totals;
        lastNanos = now;
        return line;
    }

    private static String metric(Site site, Endpoint endpoint, String name) {
        return site.url(endpoint, "/actuator/metrics/" + name);
    }

    private record Totals(long orders, long captured, long published, long applied) {}
}
