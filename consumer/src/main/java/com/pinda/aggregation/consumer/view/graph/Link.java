package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.ArrayList;
import java.util.List;

/**
 * A way from the rows of one table to rows of another that they are joined with: those in which {@code there} equals
 * {@code here}. More rows than those may be found by it, never fewer.
 */
record Link(Occurrence from, Occurrence to, Template here, Template there) {

    /** All links that equalities make. */
    static List<Link> of(List<Equality> equalities) {
        var links = new ArrayList<Link>();
        for (var equality : equalities) {
            var lefts = End.of(equality.left(), equality.scope());
            var of = equality.of();
            var rights = of == null ? End.of(equality.right(), equality.scope()) : End.ofValue(equality, of);
            for (var left : lefts) {
                for (var right : rights) {
                    if (left.of() != right.of()) {
                        add(equality, left, right, links);
                        add(equality, right, left, links);
                    }
                }
            }
        }
        return links;
    }

    private static void add(Equality equality, End from, End to, List<Link> links) {
        if (from.byRow() && leads(equality, from, to)) {
            links.add(new Link(from.of(), to.of(), from.expression(), to.expression()));
        }
    }

    /** Whether a row of {@code from} counts for a row of {@code to} only where the equality holds. */
    private static boolean leads(Equality equality, End from, End to) {
        var scope = equality.scope();
        var of = equality.of();
        if (of != null && from.home() == of) {
            return to.home() == scope || isAround(to.home(), scope);
        }
        var needsIt = equality.joined() == null || equality.joined() == from.source();
        if (of != null && to.home() == of) {
            return needsIt && isNeeded(of, from);
        }
        if (from.home() == scope) {
            return needsIt && (to.home() == scope || isAround(to.home(), scope));
        }
        return needsIt && to.home() == scope && isNeeded(scope, from);
    }

    private static boolean isAround(Scope home, Scope scope) {
        for (var at = scope.outer(); at != null; at = at.outer()) {
            if (at == home) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row around a SELECT counts only with a row in it, in all SELECTs that are between. */
    private static boolean isNeeded(Scope inner, End around) {
        for (var at = inner; at != null && at != around.home(); at = at.outer()) {
            if (!at.isNeededBy(around.source())) {
                return false;
            }
        }
        return true;
    }
}
