package com.pinda.aggregation.bench.views;

import java.util.Collection;
import java.util.Locale;

/** Latencies, to be asked for those that a share of them is not above. Immutable. */
final class Percentiles {

    private final double[] millis;

    private Percentiles(double[] millis) {
        this.millis = millis;
    }

    static Percentiles ofNanos(Collection<Long> nanos) {
        return new Percentiles(
                nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray());
    }

    int count() {
        return millis.length;
    }

    /** NaN where there is none. */
    double at(double share) {
        return millis.length == 0
                ? Double.NaN
                : millis[Math.max(0, Math.min(millis.length - 1, (int) Math.ceil(share * millis.length) - 1))];
    }

    /** {@code p50 / p99 / most}, in milliseconds. */
    String text() {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f ms", at(0.5), at(0.99), at(1));
    }
}
