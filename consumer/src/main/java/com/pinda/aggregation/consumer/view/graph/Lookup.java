package com.pinda.aggregation.consumer.view.graph;

import java.util.Set;
import java.util.TreeSet;

/**
 * How the rows of one table of a SELECT are found from the key.
 *
 * @param copy the table
 * @param columns columns that equal something that is known by then; none where they are in expressions only
 */
public record Lookup(String copy, Set<String> columns) {

    /** Copies the set. */
    public Lookup {
        columns = new TreeSet<>(columns);
    }
}
