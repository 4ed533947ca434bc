package com.pinda.aggregation.consumer.view.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** One SELECT of those that are within each other, with the names that are known in it. */
final class Scope {

    /** What it is to the SELECT around it. */
    enum Use {
        /** The view's own, or a derived table: it sees nothing of what is around it. */
        TABLE,
        /** A condition that must hold for a row around it to count. */
        CONDITION,
        /** A value, or a condition that may fail. */
        VALUE
    }

    private final PlainSelect select;
    private final Use use;
    private final @Nullable Scope outer;

    /** Where it is a condition of a LEFT JOIN: the table that is joined, the only one that needs it to hold. */
    private final @Nullable Source joined;

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Set<Source> lacking = new HashSet<>();
    private final List<String> names = new ArrayList<>();

    Scope(PlainSelect select, Use use, @Nullable Scope outer, @Nullable Source joined) {
        this.select = select;
        this.use = use;
        this.outer = outer;
        this.joined = joined;
    }

    PlainSelect select() {
        return select;
    }

    @Nullable Scope outer() {
        return outer;
    }

    void add(Source source) {
        sources.put(source.alias().toLowerCase(Locale.ROOT), source);
    }

    /** Its columns are all NULL where there is no row of it. */
    void canLack(Source source) {
        lacking.add(source);
    }

    boolean lacks(Source source) {
        return lacking.contains(source);
    }

    boolean knows(String alias) {
        return sources.containsKey(alias.toLowerCase(Locale.ROOT));
    }

    boolean has(Source source) {
        return sources.containsValue(source);
    }

    /** What an alias stands for here, or around. */
    Optional<Source> source(String alias) {
        var own = Optional.ofNullable(sources.get(alias.toLowerCase(Locale.ROOT)));
        return own.isPresent() || outer == null || use == Use.TABLE ? own : outer.source(alias);
    }

    Collection<Source> sources() {
        return sources.values();
    }

    Source first() {
        return sources.values().iterator().next();
    }

    /** Whether a row of {@code source}, which is around it, counts only with a row in it. */
    boolean isNeededBy(Source source) {
        return use == Use.CONDITION && (joined == null || joined == source);
    }

    /** Names the columns that it gives, in their order. */
    void named(List<String> columns) {
        names.clear();
        names.addAll(columns);
    }

    /** The expression of a column that it gives. */
    Optional<Expression> output(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(output(i));
            }
        }
        return Optional.empty();
    }

    Expression output(int i) {
        return select.getSelectItems().get(i).getExpression();
    }

    List<String> names() {
        return names;
    }

    /** Whether its rows are made of several each. */
    boolean isFolded() {
        return select.getGroupBy() != null
                || select.getHaving() != null
                || select.getSelectItems().stream().anyMatch(item -> Folds.isIn(item.getExpression()));
    }

    /** Whether all rows that are folded to one have the same value of it. */
    boolean isGroupedBy(Expression expression) {
        return groups().stream().anyMatch(group -> group.toString().equalsIgnoreCase(expression.toString()));
    }

    /** What it is grouped by; empty where it is not. */
    List<Expression> groups() {
        var groups = new ArrayList<Expression>();
        if (select.getGroupBy() != null) {
            for (Object group : select.getGroupBy().getGroupByExpressionList()) {
                groups.add((Expression) group);
            }
        }
        return groups;
    }

    /** What it gives a row's value of, also where that is the least or the greatest of several. */
    static Expression withoutPick(Expression expression) {
        if (expression instanceof Function function
                && function.getName().matches("(?i)MIN|MAX")
                && function.getParameters() != null
                && function.getParameters().size() == 1) {
            return function.getParameters().get(0);
        }
        return expression;
    }

    Template template(Expression expression) {
        return Template.of(
                expression.toString(),
                alias -> source(alias).orElseThrow(() -> new IllegalStateException("unknown alias " + alias)));
    }
}
