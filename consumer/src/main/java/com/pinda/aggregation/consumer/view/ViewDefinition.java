package com.pinda.aggregation.consumer.view;

import java.util.List;
import java.util.Map;

/**
 * What somebody wrote of a view.
 *
 * @param name its name, and that of its table
 * @param description what a row of it is
 * @param key the output columns that make its key
 * @param indexes the columns of its secondary indexes
 * @param columns descriptions of columns, by their names
 * @param json columns whose text is JSON
 * @param select its SELECT over the copies
 */
record ViewDefinition(
        String name,
        String description,
        List<String> key,
        List<List<String>> indexes,
        Map<String, String> columns,
        List<String> json,
        String select) {

    ViewDefinition {
        key = List.copyOf(key);
        indexes = indexes.stream().map(List::copyOf).toList();
        columns = Map.copyOf(columns);
        json = List.copyOf(json);
    }
}
