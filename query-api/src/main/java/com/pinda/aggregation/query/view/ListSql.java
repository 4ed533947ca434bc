package com.pinda.aggregation.query.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The one statement of a list. The keys of its rows come from an index first, in the list's order and no more than
 * asked for, then the rows by their keys: rows are wide, and none is read that is not answered. Where rows have one of
 * several values, the keys for each value come in order by themselves.
 *
 * @param sql with question marks
 * @param values what is bound
 */
record ListSql(String sql, List<Object> values) {

    ListSql {
        values = List.copyOf(values);
    }

    static ListSql of(ListRequest request) {
        var order = request.order();
        var keys = keys(request);
        var view = Names.quoted(request.resource().view());
        var sql = "SELECT " + shown(request) + " FROM (" + keys.sql() + ") k STRAIGHT_JOIN " + view + " v ON "
                + onKey(request) + " ORDER BY "
                + order.by(order.aliases().stream().map(alias -> "k." + alias).toList()) + " LIMIT " + request.limit();
        return new ListSql(sql, keys.values());
    }

    /** How many rows there are, but no more than a number. */
    static ListSql count(ListRequest request, int most) {
        var conditions = new ArrayList<>(request.conditions());
        var alternatives = request.alternatives();
        if (alternatives != null) {
            conditions.add(Condition.in(alternatives.column(), alternatives.values()));
        }
        var where = where(conditions);
        return new ListSql(
                "SELECT COUNT(*) FROM (SELECT 1 FROM "
                        + Names.quoted(request.resource().view()) + where.sql() + " LIMIT " + most + ") x",
                where.values());
    }

    /** The WHERE clause, with a blank before it; empty without conditions. */
    static Condition where(List<Condition> conditions) {
        return new Condition(
                conditions.isEmpty()
                        ? ""
                        : " WHERE " + conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND ")),
                conditions.stream().flatMap(each -> each.values().stream()).toList());
    }

    private static Condition keys(ListRequest request) {
        var alternatives = request.alternatives();
        if (alternatives == null) {
            return keys(request, List.of());
        }
        var branches = alternatives.values().stream()
                .map(value -> keys(request, List.of(Condition.in(alternatives.column(), List.of(value)))))
                .toList();
        return new Condition(
                branches.stream().map(each -> "(" + each.sql() + ")").collect(Collectors.joining(" UNION ALL ")),
                branches.stream().flatMap(each -> each.values().stream()).toList());
    }

    private static Condition keys(ListRequest request, List<Condition> more) {
        var conditions = new ArrayList<>(request.conditions());
        conditions.addAll(more);
        var order = request.order();
        var after = request.after();
        if (after != null) {
            conditions.add(order.after(after));
        }
        var columns = order.columns().stream().map(Names::quoted).toList();
        var selected = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " AS " + order.aliases().get(i))
                .collect(Collectors.joining(", "));
        var where = where(conditions);
        return new Condition(
                "SELECT " + selected + " FROM "
                        + Names.quoted(request.resource().view()) + where.sql() + " ORDER BY " + order.by(columns)
                        + " LIMIT " + request.limit(),
                where.values());
    }

    private static String shown(ListRequest request) {
        var columns = new ArrayList<String>();
        request.columns().forEach(column -> columns.add("v." + Names.quoted(column.name())));
        request.order().aliases().forEach(alias -> columns.add("k." + alias));
        return String.join(", ", columns);
    }

    private static String onKey(ListRequest request) {
        var order = request.order();
        var first = order.columns().size() - order.key().size();
        return IntStream.range(0, order.key().size())
                .mapToObj(i -> "v." + Names.quoted(order.key().get(i)) + " = k."
                        + Objects.requireNonNull(order.aliases().get(first + i)))
                .collect(Collectors.joining(" AND "));
    }
}
