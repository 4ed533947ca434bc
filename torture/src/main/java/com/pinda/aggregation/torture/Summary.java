package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.fault.Fault;
import com.pinda.aggregation.torture.load.Load;
import com.pinda.aggregation.torture.rig.Service;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was done, and what came of it. */
final class Summary {

    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Integer> notReached = new TreeMap<>();
    private final Map<String, Integer> ended = new TreeMap<>();
    private long changes;
    private long transactions;
    private int rounds;
    private int violations;

    void count(Fault fault, boolean tookPlace) {
        (tookPlace ? faults : notReached).merge(fault.name(), 1, Integer::sum);
    }

    void ended(Service service) {
        ended.merge(service.name() + " with exit code " + service.exitCode(), 1, Integer::sum);
    }

    void changes(Load load) {
        changes += load.changes();
        transactions += load.transactions();
    }

    void round(int found) {
        rounds++;
        violations += found;
    }

    int violations() {
        return violations;
    }

    @Override
    public String toString() {
        return "faults injected:\n" + lines(faults)
                + (notReached.isEmpty() ? "" : "points that were not reached in time:\n" + lines(notReached))
                + (ended.isEmpty() ? "" : "ended by itself, and was started again:\n" + lines(ended))
                + "rounds %d, faults %d of %d kinds, transactions %d, changes %d, violations %d"
                        .formatted(
                                rounds,
                                faults.values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum(),
                                faults.size(),
                                transactions,
                                changes,
                                violations);
    }

    private static String lines(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> "  %4d  %s%n".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining());
    }
}
