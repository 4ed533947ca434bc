package com.pinda.aggregation.torture.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects violations: the first of each kind in words, the others as a number. */
final class Violations {

    private static final int TOLD_OF_A_KIND = 200;

    private final List<Violation> found = new ArrayList<>();
    private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);

    void add(Violation.Kind kind, String sentence) {
        if (counts.merge(kind, 1, Integer::sum) <= TOLD_OF_A_KIND) {
            found.add(new Violation(kind, sentence));
        }
    }

    List<Violation> list() {
        var all = new ArrayList<>(found);
        counts.forEach((kind, count) -> {
            if (count > TOLD_OF_A_KIND) {
                all.add(new Violation(kind, "and " + (count - TOLD_OF_A_KIND) + " more of this kind"));
            }
        });
        return all;
    }
}
