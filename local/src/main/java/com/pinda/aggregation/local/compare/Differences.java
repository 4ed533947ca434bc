package com.pinda.aggregation.local.compare;

import com.pinda.aggregation.local.compare.Difference.Kind;
import java.util.ArrayList;
import java.util.List;

/** Counts where one table differs, and keeps the first places. */
final class Differences {

    private static final int SHOWN = 10;

    private final String table;
    private final List<Difference> first = new ArrayList<>();
    private long mismatches;

    /** @param table the name that the places have */
    Differences(String table) {
        this.table = table;
    }

    /** Counts a row or a column, and keeps the place. */
    void mismatch(String key, String column, Kind kind) {
        mismatches++;
        note(key, column, kind);
    }

    /** Counts a row whose places are noted one by one. */
    void mismatch() {
        mismatches++;
    }

    /** Keeps a place without counting it. */
    void note(String key, String column, Kind kind) {
        if (first.size() < SHOWN) {
            first.add(new Difference(table, key, column, kind));
        }
    }

    long mismatches() {
        return mismatches;
    }

    List<Difference> first() {
        return first;
    }
}
