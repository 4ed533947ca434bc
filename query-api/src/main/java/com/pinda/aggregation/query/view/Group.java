package com.pinda.aggregation.query.view;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows have these codes.
 *
 * @param codes in the order in which they were asked for
 * @param count from 1 on
 */
public record Group(List<Code> codes, long count) {

    /** Copies the list. */
    public Group {
        codes = List.copyOf(codes);
    }

    /** A code and its name; null where the rows have none. */
    public record Code(@Nullable BigDecimal value, @Nullable String name) {}
}
