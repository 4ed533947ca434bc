package com.pinda.aggregation.local.compare;

import java.util.List;

/**
 * How a copy compares with its source.
 *
 * @param sourceRows rows of the source
 * @param copiedRows rows of the copy, 0 where there is no copy
 * @param mismatches rows that are missing, too many or different, and columns that are missing or too many
 * @param differences the first of them, a row with several different columns several times
 * @param note why the table was left out or is special; empty for nothing to say
 */
public record TableComparison(
        ComparedTable table,
        long sourceRows,
        long copiedRows,
        long mismatches,
        List<Difference> differences,
        String note) {

    /** Copies the list. */
    public TableComparison {
        differences = List.copyOf(differences);
    }
}
