package com.pinda.aggregation.bench.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured, for people and for programs. */
final class Figures {

    private final List<Figure> all = new ArrayList<>();

    private record Figure(String measure, String aim, String measured, String id, List<Double> values) {}

    /** A rate or a number of things. */
    void number(String id, String measure, String aim, double value, String unit) {
        all.add(new Figure(measure, aim, String.format(Locale.ROOT, "%,.0f %s", value, unit), id, List.of(value)));
    }

    void seconds(String id, String measure, String aim, double seconds) {
        all.add(new Figure(measure, aim, String.format(Locale.ROOT, "%.2f s", seconds), id, List.of(seconds)));
    }

    /** The 50th and 99th percentile and the greatest. */
    void latency(String id, String measure, String aim, Percentiles latency) {
        all.add(new Figure(
                measure, aim, latency.text(), id, List.of(latency.at(0.5), latency.at(0.99), latency.at(1))));
    }

    /** The rows of a table in Markdown. */
    String table() {
        return all.stream()
                .map(each -> "| %s | %s | %s |".formatted(each.measure, each.aim, each.measured))
                .collect(Collectors.joining("\n", "| measure | aim | measured |\n|---|---|---|\n", ""));
    }

    /** One line; each measure is a list of numbers, latencies in milliseconds. */
    String json() {
        return all.stream()
                .map(each -> "\"%s\":%s"
                        .formatted(
                                each.id,
                                each.values.stream().map(Figures::number).collect(Collectors.joining(",", "[", "]"))))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }
}
