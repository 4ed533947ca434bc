package com.pinda.aggregation.query.freshness;

import java.util.List;

/**
 * What the consumer has written down about one view.
 *
 * @param name table in {@code pd_aggregation}
 * @param copies the copies whose rows it is made of
 * @param filled whether all its rows were there once
 * @param pending keys whose rows are to be made anew
 * @param parked rows that cannot be made or written
 * @param refreshedMs when rows were last made anew, milliseconds since the epoch; 0 where none was
 */
public record KeptView(String name, List<String> copies, boolean filled, long pending, long parked, long refreshedMs) {

    /** Copies the list. */
    public KeptView {
        copies = List.copyOf(copies);
    }
}
