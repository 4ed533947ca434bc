package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.copy.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How a changed row of one table leads to keys of the view. Its columns are those of the row before, or after. */
public final class Route {

    private final String table;
    private final Set<String> columns;
    private final List<Template> values;
    private final String sql;

    private Route(String table, Set<String> columns, List<Template> values, String sql) {
        this.table = table;
        this.columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.columns.addAll(columns);
        this.values = List.copyOf(values);
        this.sql = sql;
    }

    /** The row has the key itself. */
    static Route ofRoot(Target target) {
        return new Route(target.root().table(), target.root().columns(), target.keys(), "");
    }

    /** @param path from the row's table to the target's root: the links of each step, of which all hold */
    static Route along(List<List<Link>> path, Target target) {
        var first = path.get(0);
        var plain =
                first.stream().filter(link -> link.there().column().isPresent()).toList();
        var used = plain.isEmpty() ? first : plain;
        var from = first.get(0).from();
        return new Route(
                from.table(), from.columns(), used.stream().map(Link::here).toList(), sql(path, used, target));
    }

    private static String sql(List<List<Link>> path, List<Link> used, Target target) {
        var last = "t" + path.size();
        var keys = IntStream.range(0, target.keys().size())
                .mapToObj(i -> target.keys().get(i).sql(last) + " AS k" + i)
                .collect(Collectors.joining(", "));
        var sql = new StringBuilder("SELECT DISTINCT " + keys + " FROM ");
        for (int i = 0; i < path.size(); i++) {
            var step = path.get(i);
            sql.append(i == 0 ? "" : " INNER JOIN ")
                    .append(Sql.name(step.get(0).to().table()))
                    .append(" t")
                    .append(i + 1);
            if (i > 0) {
                var before = "t" + i;
                var here = "t" + (i + 1);
                sql.append(step.stream()
                        .map(link ->
                                link.there().sql(here) + " = " + link.here().sql(before))
                        .distinct()
                        .collect(Collectors.joining(" AND ", " ON ", "")));
            }
        }
        return sql.append(used.stream()
                        .map(link -> link.there().sql("t1"))
                        .collect(Collectors.joining(", ", " WHERE (", ") IN (")))
                .toString();
    }

    /** The copy whose rows these are. */
    public String table() {
        return table;
    }

    /** The columns that the view reads; a change of others changes nothing in it. */
    public Set<String> columns() {
        return columns;
    }

    /** Whether the values of a row are the key, and nothing is to be asked for. */
    public boolean isDirect() {
        return sql.isEmpty();
    }

    /**
     * The columns of a row that are its key as they are; empty where the key is to be computed.
     *
     * @throws IllegalStateException where it is not direct
     */
    public List<String> keyColumns() {
        if (!isDirect()) {
            throw new IllegalStateException("not direct: " + this);
        }
        var names = values.stream().flatMap(value -> value.column().stream()).toList();
        return names.size() == values.size() ? names : List.of();
    }

    /** The columns of a row that are in its values. */
    public Set<String> valueColumns() {
        return values.stream()
                .flatMap(value -> value.columns().stream())
                .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    }

    /**
     * The values of a row as SQL, to be one of those of {@link #sql}; empty where one is NULL, which equals nothing.
     *
     * @param literal the SQL of a column's value, null for NULL
     */
    public Optional<String> values(Function<String, @Nullable String> literal) {
        var all = new ArrayList<String>();
        for (var value : values) {
            var column = value.column();
            if (column.isPresent() && literal.apply(column.get()) == null) {
                return Optional.empty();
            }
            all.add(value.sql((String name) -> Objects.requireNonNullElse(literal.apply(name), "NULL")));
        }
        return Optional.of(all.size() == 1 ? all.get(0) : "(" + String.join(",", all) + ")");
    }

    /** A query for the keys, one column for each of the key's; more can be added with UNION ALL. */
    public String sql(List<String> rows) {
        if (!isDirect()) {
            return sql + String.join(",", rows) + ")";
        }
        var each = new ArrayList<String>();
        for (var row : rows) {
            each.add("SELECT " + (values.size() == 1 ? row : row.substring(1, row.length() - 1)));
        }
        return String.join(" UNION ALL ", each);
    }

    /** Whether another finds the same keys for the same rows. */
    boolean isLike(Route other) {
        return toString().equals(other.toString());
    }

    /** Both in one. */
    Route and(Route like) {
        var all = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(columns);
        all.addAll(like.columns);
        return new Route(table, all, values, sql);
    }

    @Override
    public String toString() {
        return table + ": " + (isDirect() ? "" : sql)
                + values(column -> "?." + column).orElse("") + (isDirect() ? "" : ")");
    }
}
