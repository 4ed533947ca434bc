package com.pinda.aggregation.local.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How a run with a set number of orders ended. */
record Result(
        long orders, Map<String, Table> tables, long published, long applied, long lagP50Millis, long lagP99Millis) {
    Result {
        tables = new LinkedHashMap<>(tables);
    }

    boolean isEqual() {
        return tables.values().stream().allMatch(table -> table.mismatches() == 0);
    }

    /** One line for each table. */
    List<String> lines() {
        return tables.entrySet().stream()
                .map(table -> String.format(
                        Locale.ROOT,
                        "%-36s %8d rows  %8d copied  %6d mismatches",
                        table.getKey(),
                        table.getValue().source(),
                        table.getValue().copied(),
                        table.getValue().mismatches()))
                .toList();
    }

    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("orders", orders);
        all.put("tables", tables);
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
}
