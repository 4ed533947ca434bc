package com.pinda.aggregation.local.stack;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What goes on, in one line: totals, and what was added a second since the line before. */
final class StatusLine {
    private final Meter captured;
    private final Meter published;
    private final Meter applied;
    private final Site site;
    private @Nullable LongSupplier orders;
    private LongSupplier orderLagMillis = () -> -1;
    private Totals last;
    private long lastNanos;

    /** Begins to count: what the services did before is in no rate. */
    StatusLine(Site site) {
        this.site = site;
        captured = new Meter(metric(Endpoint.PRODUCER, "cdc.changes.captured"));
        published = new Meter(metric(Endpoint.PRODUCER, "cdc.changes.published"));
        applied = new Meter(metric(Endpoint.CONSUMER, "cdc.changes.applied"));
        last = new Totals(0, captured.read(), published.read(), applied.read());
        lastNanos = System.nanoTime();
    }

    /**
     * Tells of orders, too, from now on.
     *
     * @param placed how many so far
     * @param lagMillis the time from the commit of the last order seen to its copy; -1 while there is none to tell of,
     *     then the services' own measure is shown
     */
    void follow(LongSupplier placed, LongSupplier lagMillis) {
        orders = placed;
        orderLagMillis = lagMillis;
    }

    /** The line for now. */
    String next() {
        var now = System.nanoTime();
        var totals =
                new Totals(orders == null ? 0 : orders.getAsLong(), captured.read(), published.read(), applied.read());
        var seconds = Math.max((now - lastNanos) / 1e9, 0.001);
        var line = String.format(
                Locale.ROOT,
                "%scaptured %.0f/s  published %.0f/s  applied %.0f/s (%d so far)  lag %s",
                orders == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "orders %d (%.0f/s)  ",
                                totals.orders,
                                (totals.orders - last.orders) / seconds),
                (totals.captured - last.captured) / seconds,
                (totals.published - last.published) / seconds,
                (totals.applied - last.applied) / seconds,
                totals.applied,
                lag());
        last = totals;
        lastNanos = now;
        return line;
    }

    private String lag() {
        var ofOrder = orderLagMillis.getAsLong();
        if (ofOrder >= 0) {
            return ofOrder + " ms";
        }
        // either tells how old the change is that it works on, and 0 when it has nothing to do
        return Stream.of(Endpoint.PRODUCER, Endpoint.CONSUMER)
                .flatMap(service -> Meter.value(metric(service, "cdc.lag.ms")).stream())
                .max(Long::compare)
                .map(millis -> millis + " ms")
                .orElse("-");
    }

    private String metric(Endpoint endpoint, String name) {
        return site.url(endpoint, "/actuator/metrics/" + name);
    }

    private record Totals(long orders, long captured, long published, long applied) {}
}
