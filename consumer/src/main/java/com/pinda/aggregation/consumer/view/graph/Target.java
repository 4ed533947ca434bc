package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * Where a view's keys are: in the table that the SELECT begins with, or in that of each SELECT of the derived table
 * that it begins with.
 *
 * @param root the table
 * @param keys the view's key columns as expressions over the table
 * @param select the SELECT whose rows can be narrowed to keys
 * @param inSelect the key columns as they are written in it
 */
record Target(Occurrence root, List<Template> keys, PlainSelect select, List<String> inSelect) {

    /** Finds the keys of a SELECT. */
    static List<Target> of(Scope outer, List<String> keyColumns) {
        var expressions = new ArrayList<Expression>();
        for (var column : keyColumns) {
            var expression = outer.output(column)
                    .orElseThrow(() -> new UnfollowableException(
                            1, "key column " + column + " is not among the columns " + outer.names()));
            expressions.add(expression);
            if (outer.isFolded() && !outer.isGroupedBy(expression)) {
                throw new UnfollowableException(
                        1, "key column " + column + " is folded of several rows; GROUP BY " + expression);
            }
        }
        if (outer.isFolded() && outer.groups().size() != keyColumns.size()) {
            throw new UnfollowableException(1, "a view that is grouped is grouped by its key, " + keyColumns);
        }
        if (outer.first() instanceof Derived derived) {
            return derived.branches().stream()
                    .map(branch -> inside(outer, derived, branch, keyColumns, expressions))
                    .toList();
        }
        var keys = new ArrayList<Template>();
        var roots = new LinkedHashSet<Occurrence>();
        for (int i = 0; i < expressions.size(); i++) {
            var end = end(End.of(expressions.get(i), outer), outer.first(), keyColumns.get(i));
            keys.add(end.expression());
            roots.add(end.of());
        }
        return List.of(target(
                roots,
                keys,
                outer.select(),
                expressions.stream().map(Expression::toString).toList()));
    }

    private static Target inside(
            Scope outer, Derived derived, Scope branch, List<String> keyColumns, List<Expression> expressions) {
        var keys = new ArrayList<Template>();
        var inSelect = new ArrayList<String>();
        var roots = new LinkedHashSet<Occurrence>();
        for (int i = 0; i < expressions.size(); i++) {
            var template = outer.template(expressions.get(i));
            if (template.sources().size() != 1 || !template.sources().contains(derived)) {
                throw notOfFirst(keyColumns.get(i), derived);
            }
            var given = template.with(
                    column -> branch.template(branch.output(column).orElseThrow()));
            inSelect.add(given.sql(column -> given.sources().iterator().next().alias() + "." + Sql.name(column)));
            if (given.sources().isEmpty()) {
                keys.add(given);
                continue;
            }
            var found = End.of(expressions.get(i), outer).stream()
                    .filter(end -> isWithin(end.of().scope(), branch))
                    .toList();
            var end = end(found, derived, keyColumns.get(i));
            keys.add(end.expression());
            roots.add(end.of());
        }
        return target(roots, keys, branch.select(), inSelect);
    }

    private static boolean isWithin(Scope scope, Scope branch) {
        if (scope == branch) {
            return true;
        }
        return branch.first() instanceof Derived derived
                && derived.branches().stream().anyMatch(inner -> isWithin(scope, inner));
    }

    private static End end(List<End> ends, Source first, String column) {
        if (ends.size() != 1 || !ends.get(0).byRow() || ends.get(0).source() != first) {
            throw notOfFirst(column, first);
        }
        return ends.get(0);
    }

    private static UnfollowableException notOfFirst(String column, Source first) {
        return new UnfollowableException(
                1,
                "key column " + column + " is to be made of columns of one table, the first of FROM (here "
                        + first.alias() + "), or of the first of each SELECT that is united there");
    }

    private static Target target(
            Set<Occurrence> roots, List<Template> keys, PlainSelect select, List<String> inSelect) {
        if (roots.size() != 1) {
            throw new UnfollowableException(
                    1,
                    "the key columns are to be of one table, not of "
                            + roots.stream()
                                    .map(root -> root.table() + " " + root.alias())
                                    .toList()
                            + ": where rows of two change at once, nobody knows the key that they had");
        }
        return new Target(roots.iterator().next(), keys, select, inSelect);
    }
}
