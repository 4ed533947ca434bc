package com.pinda.aggregation.consumer.view.topic;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A view as it is published.
 *
 * @param id what tells it from others in the database
 * @param name its name, and the end of its topic's
 * @param table where its rows are
 * @param columns the columns of its rows, in the order in which their values come
 * @param key those of them that make its key, in the key's order
 * @param json columns whose text is JSON
 * @param origins by column, and by paths within its JSON: from which {@code copy.column} it is made
 */
public record PublishedView(
        String id,
        String name,
        String table,
        List<String> columns,
        List<String> key,
        List<String> json,
        Map<String, Set<String>> origins) {

    public PublishedView {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        json = List.copyOf(json);
        origins = Map.copyOf(origins);
    }

    boolean isKey(String column) {
        return has(key, column);
    }

    boolean isJson(String column) {
        return has(json, column);
    }

    private static boolean has(List<String> names, String column) {
        return names.stream().anyMatch(column::equalsIgnoreCase);
    }
}
