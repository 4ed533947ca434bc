package com.pinda.aggregation.query.view;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rows must meet.
 *
 * @param sql with a question mark for each value
 * @param values what is bound
 */
record Condition(String sql, List<Object> values) {

    Condition {
        values = List.copyOf(values);
    }

    static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }

    /** The column has one of these values. */
    static Condition in(String column, List<Object> values) {
        return values.size() == 1
                ? new Condition(Names.quoted(column) + " = ?", values)
                : new Condition(
                        Names.quoted(column) + " IN (" + String.join(", ", Collections.nCopies(values.size(), "?"))
                                + ")",
                        values);
    }

    /** Both are met, or at least one is. */
    Condition joined(String operator, Condition other) {
        return new Condition(
                "(" + sql + " " + operator + " " + other.sql + ")",
                Stream.concat(values.stream(), other.values.stream()).toList());
    }
}
