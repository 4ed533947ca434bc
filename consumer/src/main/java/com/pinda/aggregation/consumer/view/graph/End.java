package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;

/**
 * A side of an equality, followed to one table.
 *
 * @param of the table
 * @param home where its alias, or that of the derived table around it, is known
 * @param source the table or the derived table that the alias stands for
 * @param expression its value, in columns of the table
 * @param byRow whether each row of the table by itself has a row with that value outside; false where one of several is
 *     picked
 */
record End(Occurrence of, Scope home, Source source, Template expression, boolean byRow) {

    private static final Pattern SELECT = Pattern.compile("(?i)\\bSELECT\\b");

    private static final Pattern OF_NULL = Pattern.compile(
            "(?i)\\b(COALESCE|IFNULL|NVL2?|IF|CASE|CONCAT_WS|ISNULL|IS|NULLIF|JSON_\\w+|FIELD|ELT|GREATEST|LEAST|INTERVAL|QUOTE|AND|OR|NOT|XOR)\\b|<=>|&&|\\|\\|");

    /** Follows an expression of a scope; none where it is a constant, or of several tables. */
    static List<End> of(Expression expression, Scope scope) {
        return SELECT.matcher(expression.toString()).find() ? List.of() : of(scope.template(expression), scope);
    }

    private static List<End> of(Template template, Scope scope) {
        if (template.sources().size() != 1) {
            return List.of();
        }
        var source = template.sources().iterator().next();
        if (template.column().isEmpty() && home(source, scope).lacks(source) && isOfNull(template)) {
            return List.of();
        }
        if (source instanceof Occurrence occurrence) {
            return List.of(new End(occurrence, home(source, scope), source, template, true));
        }
        var ends = new ArrayList<End>();
        for (var branch : ((Derived) source).branches()) {
            inside(template, branch)
                    .ifPresent(inner ->
                            ends.add(new End(inner.of, home(source, scope), source, inner.expression, inner.byRow)));
        }
        return ends;
    }

    /** Whether it may have a value where its columns are NULL: that is no row's, where a table has none. */
    private static boolean isOfNull(Template template) {
        return OF_NULL.matcher(Template.withoutQuoted(template.sql((String column) -> "c")))
                .find();
    }

    /** Where the columns of a derived table come from in one of its SELECTs. */
    private static Optional<End> inside(Template template, Scope branch) {
        var byRow = true;
        for (var column : template.columns()) {
            var given = branch.output(column).orElseThrow();
            if (branch.isFolded() && !branch.isGroupedBy(given)) {
                if (template.column().isEmpty() || Folds.isIn(Scope.withoutPick(given))) {
                    return Optional.empty();
                }
                byRow = false;
            }
        }
        var inner = of(
                template.with(column ->
                        branch.template(Scope.withoutPick(branch.output(column).orElseThrow()))),
                branch);
        if (inner.size() != 1) {
            return Optional.empty();
        }
        var end = inner.get(0);
        return Optional.of(new End(end.of, end.home, end.source, end.expression, byRow && end.byRow));
    }

    private static Scope home(Source source, Scope scope) {
        var at = scope;
        while (!at.has(source)) {
            at = Optional.ofNullable(at.outer()).orElseThrow();
        }
        return at;
    }

    /** Follows the value that a SELECT gives to the condition around it. */
    static List<End> ofValue(Equality equality, Scope of) {
        var given = of.output(0);
        var inner = Scope.withoutPick(given);
        if (Folds.isIn(inner)) {
            return List.of();
        }
        return of(inner, of).stream()
                .map(end -> new End(
                        end.of,
                        end.home,
                        end.source,
                        end.expression,
                        end.byRow && equality.isByRow() && inner == given))
                .toList();
    }
}
