package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A view's SELECT, and how rows of the tables that it reads lead to its keys. Immutable. */
public final class FollowedSelect {

    private final String sql;
    private final List<String> columns;
    private final Set<String> tables;
    private final List<Route> routes;
    private final List<String> keyQueries;
    private final KeyedSql keyed;
    private final Map<String, Lookup> lookups;
    private final Map<String, Set<String>> origins;

    private FollowedSelect(
            String sql,
            List<String> columns,
            Set<String> tables,
            List<Route> routes,
            List<String> keyQueries,
            KeyedSql keyed,
            Map<String, Lookup> lookups,
            Map<String, Set<String>> origins) {
        this.sql = sql;
        this.columns = List.copyOf(columns);
        this.tables = new LinkedHashSet<>(tables);
        this.routes = List.copyOf(routes);
        this.keyQueries = List.copyOf(keyQueries);
        this.keyed = keyed;
        this.lookups = Map.copyOf(lookups);
        this.origins = new TreeMap<>(origins);
    }

    /**
     * Reads a SELECT.
     *
     * @param keyColumns output columns that make the view's key
     * @throws UnfollowableException where it cannot be kept fresh, with the line in it
     */
    public static FollowedSelect of(String sql, List<String> keyColumns) {
        var reader = new SelectReader();
        var outer = reader.read(sql);
        checkNames(outer.names());
        var targets = Target.of(outer, keyColumns);
        var links = Link.of(reader.equalities());
        var routes = new Routes(links, targets).of(reader.occurrences());
        return new FollowedSelect(
                sql,
                outer.names(),
                reader.occurrences().stream()
                        .map(Occurrence::table)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                routes,
                targets.stream().map(FollowedSelect::keys).toList(),
                KeyedSql.of(outer.select(), targets),
                lookups(reader.occurrences(), links),
                new Origins(reader::scope).of(outer));
    }

    private static Map<String, Lookup> lookups(List<Occurrence> occurrences, List<Link> links) {
        var lookups = new TreeMap<String, Lookup>(String.CASE_INSENSITIVE_ORDER);
        for (var occurrence : occurrences) {
            var columns = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
            links.stream()
                    .filter(link -> link.from().equals(occurrence))
                    .forEach(link -> link.here().column().ifPresent(columns::add));
            lookups.put(occurrence.alias(), new Lookup(occurrence.table(), columns));
        }
        return lookups;
    }

    private static void checkNames(List<String> names) {
        var seen = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            if (name.isEmpty()) {
                throw new UnfollowableException(1, "output column " + (i + 1) + " has no name; give it one with AS");
            }
            if (name.startsWith("_")) {
                throw new UnfollowableException(
                        1, "output column " + name + ": names that begin with '_' are the consumer's own");
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new UnfollowableException(1, "two output columns have the name " + name);
            }
        }
    }

    private static String keys(Target target) {
        return IntStream.range(0, target.keys().size())
                .mapToObj(i -> target.keys().get(i).sql("t0") + " AS k" + i)
                .collect(Collectors.joining(
                        ", ",
                        "SELECT DISTINCT ",
                        " FROM " + Sql.name(target.root().table()) + " t0"));
    }

    /** A table of another database. */
    public record Elsewhere(String database, String table) {}

    /** As it was written. */
    public String sql() {
        return sql;
    }

    /** The names of its output columns, in their order. */
    public List<String> columns() {
        return columns;
    }

    /** The copies that it reads. */
    public Set<String> tables() {
        return tables;
    }

    /** From each table to the keys; several of one table, where it is used in several places. */
    public List<Route> routes() {
        return routes;
    }

    /** Queries that together find all keys that rows can have; there may be no row of a key. */
    public List<String> keyQueries() {
        return keyQueries;
    }

    /**
     * A query of all keys that rows can have and those that rows have, each once, with its columns' own types.
     *
     * @param stored a query of the keys that rows have
     * @param columns how many a key has
     */
    public String keysOnce(String stored, int columns) {
        var numbers = IntStream.range(0, columns).boxed().toList();
        return numbers.stream().map(i -> "MIN(k" + i + ")").collect(Collectors.joining(", ", "SELECT ", " FROM ("))
                // of those that the server takes for equal, such as 'a' and 'A', each is a key
                + String.join(" UNION ALL ", keyQueries) + " UNION ALL " + stored
                + numbers.stream()
                        .map(i -> "CAST(k" + i + " AS BINARY)")
                        .collect(Collectors.joining(", ", ") k GROUP BY ", ""));
    }

    /** How rows are found from the key, by the aliases of their tables; of tables with one alias one of them. */
    public Map<String, Lookup> lookups() {
        return lookups;
    }

    /**
     * From which columns the values of a row are made.
     *
     * @return by output column, and by what its JSON objects hold, as {@code legs.driver_name}: {@code copy.column}
     */
    public Map<String, Set<String>> origins() {
        return Collections.unmodifiableMap(origins);
    }

    /** The rows of these keys. */
    public KeyedSql keyed() {
        return keyed;
    }

    /**
     * The SELECT over other tables.
     *
     * @param other the table to read instead of a copy
     */
    public String over(Function<String, Elsewhere> other) {
        var reader = new SelectReader();
        var outer = reader.read(sql);
        for (var named : reader.tables()) {
            var elsewhere = other.apply(Names.plain(named.getName()));
            if (named.getAlias() == null) {
                named.setAlias(new net.sf.jsqlparser.expression.Alias(named.getName(), false));
            }
            named.setName(Sql.name(elsewhere.table()));
            named.setSchemaName(Sql.name(elsewhere.database()));
        }
        return outer.select().toString();
    }
}
