package com.pinda.aggregation.local.workload;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the workload has done so far. Any thread may read. */
public final class Counters {

    private final LongAdder placed = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private final Map<Outcome, LongAdder> finished = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> changes = new ConcurrentHashMap<>();

    Counters() {}

    /** Orders placed that stay; those rolled back are not counted. */
    public long ordersPlaced() {
        return placed.sum();
    }

    /** Orders that reached their end, whatever it was. */
    public long ordersFinished() {
        return finished.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Orders that ended so. */
    public long ordersFinished(Outcome outcome) {
        var count = finished.get(outcome);
        return count == null ? 0 : count.sum();
    }

    /** Transactions committed that changed a row. */
    public long transactions() {
        return transactions.sum();
    }

    /** Row changes committed, in all tables and noise included: what the binlog holds. */
    public long rowChanges() {
        return changes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Row changes committed by table ({@code database.table}). */
    public Map<String, Long> rowChangesByTable() {
        var byTable = new TreeMap<String, Long>();
        changes.forEach((table, count) -> byTable.put(table, count.sum()));
        return byTable;
    }

    void placed() {
        placed.increment();
    }

    void finished(Outcome outcome) {
        finished.computeIfAbsent(outcome, key -> new LongAdder()).increment();
    }

    void committed(Map<String, Integer> rows) {
        transactions.increment();
        rows.forEach((table, count) ->
                changes.computeIfAbsent(table, key -> new LongAdder()).add(count));
    }
}
