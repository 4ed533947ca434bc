package com.pinda.aggregation.query.page;

import java.util.Set;

/**
 * Rows of other tables that belong to a row of the page.
 *
 * @param tables the tables' names
 * @param select {@code SELECT 1 FROM … WHERE …}, up to and with what ties them to the row
 */
public record Join(Set<String> tables, String select) {

    public Join {
        tables = Set.copyOf(tables);
    }

    /** Rows of one table. */
    public static Join to(String table, String select) {
        return new Join(Set.of(table), select);
    }
}
