package com.pinda.aggregation.local.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How a run with a set number of orders ended. */
record Result(
        long orders,
        Map<String, Table> tables,
        Map<String, View> views,
        long published,
        long applied,
        long lagP50Millis,
        long lagP99Millis) {
    Result {
        tables = new LinkedHashMap<>(tables);
        views = new LinkedHashMap<>(views);
    }

    boolean isEqual() {
        return tables.values().stream().allMatch(table -> table.mismatches() == 0)
                && views.values().stream().allMatch(view -> view.mismatches() == 0);
    }

    /** One line for each table, then one for each view. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        tables.forEach(
                (name, table) -> lines.add(line(name, table.source(), table.copied(), "copied", table.mismatches())));
        views.forEach((name, view) -> lines.add(line(name, view.source(), view.rows(), "in view", view.mismatches())));
        return lines;
    }

    private static String line(String name, long source, long there, String where, long mismatches) {
        return String.format(
                Locale.ROOT, "%-36s %8d rows  %8d %-7s %6d mismatches", name, source, there, where, mismatches);
    }

    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("orders", orders);
        all.put("tables", tables);
        all.put("views", views);
        all.put("published", published);
        all.put("applied", applied);
        all.put("lag_ms", new Lag(lagP50Millis, lagP99Millis));
        return new JsonMapper().writeValueAsString(all);
    }

    /** Of orders, from commit to copy, in milliseconds. */
    record Lag(long p50, long p99) {}

    /**
     * One table compared.
     *
     * @param mismatches rows that are missing, left over or different
     */
    record Table(long source, long copied, long mismatches) {}

    /**
     * One view compared.
     *
     * @param source rows that its SELECT gives over the source
     * @param rows rows of the view
     * @param mismatches rows that are missing, left over or different
     */
    record View(long source, long rows, long mismatches) {}
}
