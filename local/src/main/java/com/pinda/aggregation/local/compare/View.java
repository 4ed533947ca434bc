package com.pinda.aggregation.local.compare;

import java.util.List;
import java.util.Set;

/**
 * A view: a table in the target that is to have the rows of a SELECT.
 *
 * @param name of the table
 * @param key output columns that tell the rows apart, none of which is NULL in any row
 * @param jsonColumns output columns that hold JSON, which are compared as values
 * @param select over tables of the source, each with its database
 */
public record View(String name, List<String> key, Set<String> jsonColumns, String select) {

    /** Checks that there is a key, and copies the names. */
    public View {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("it has no key");
        }
        key = List.copyOf(key);
        jsonColumns = Set.copyOf(jsonColumns);
    }
}
