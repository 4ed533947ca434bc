package com.pinda.aggregation.query.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a resource are asked for.
 *
 * @param conditions that all must be met
 * @param alternatives the values of one column, of which rows have one; null where no filter has several
 * @param after the row after which the list goes on; null for its beginning
 * @param limit most rows
 * @param columns what of them is shown
 * @param identity all that a cursor depends on
 */
record ListRequest(
        Resource resource,
        List<Condition> conditions,
        @Nullable Alternatives alternatives,
        Order order,
        @Nullable List<@Nullable String> after,
        int limit,
        List<Column> columns,
        String identity) {

    ListRequest {
        conditions = List.copyOf(conditions);
        columns = List.copyOf(columns);
    }

    /** Values of a column, of which rows have one. */
    record Alternatives(String column, List<Object> values) {}

    ListRequest limitedTo(int rows) {
        return new ListRequest(resource, conditions, alternatives, order, after, rows, columns, identity);
    }
}
