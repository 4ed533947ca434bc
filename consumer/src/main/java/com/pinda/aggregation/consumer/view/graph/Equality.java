package com.pinda.aggregation.consumer.view.graph;

import net.sf.jsqlparser.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * An equality that holds for each row that counts.
 *
 * @param scope where it is said
 * @param left one side
 * @param right the other; the column that a SELECT gives, where {@code of} is one
 * @param of the SELECT whose value is the right side; null where it is an expression
 * @param joined the table whose LEFT JOIN it is a condition of, which alone needs it to hold; null where each row does
 */
record Equality(
        Scope scope,
        Expression left,
        Expression right,
        @Nullable Scope of,
        @Nullable Source joined) {

    /** Whether one of the SELECT's rows, each by itself, makes it hold: then it leads out of it, too. */
    boolean isByRow() {
        return of == null || (of.select().getLimit() == null && (!of.isFolded() || of.isGroupedBy(of.output(0))));
    }
}
