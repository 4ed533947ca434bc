package com.pinda.aggregation.local.compare;

import java.util.List;

/**
 * How a view compares with its SELECT over the source.
 *
 * @param view its name
 * @param sourceRows rows that the SELECT gives
 * @param viewRows rows of the view
 * @param mismatches rows that are missing, too many or different, and columns that are missing or too many
 * @param differences the first of them, a row with several different columns several times
 */
public record ViewResult(String view, long sourceRows, long viewRows, long mismatches, List<Difference> differences) {

    /** Copies the list. */
    public ViewResult {
        differences = List.copyOf(differences);
    }
}
