package com.pinda.aggregation.query.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a view is served, and how it may be asked for.
 *
 * @param name of the resource, as {@code waybills}
 * @param view the view's name
 * @param key its columns that tell the rows apart
 * @param sorts the columns, each with an index, by which a list may be sorted; the first is the default, newest first
 * @param filters of a list
 * @param decimals values in JSON columns that are numbers, though the view has them as text: {@code cargo_load.weight}
 */
public record Resource(
        String name, String view, List<String> key, List<String> sorts, List<Filter> filters, Set<String> decimals) {

    /** Copies the lists. */
    public Resource {
        key = List.copyOf(key);
        sorts = List.copyOf(sorts);
        filters = List.copyOf(filters);
        decimals = Set.copyOf(decimals);
    }

    /** The rows of a view that has one key column. */
    public static Resource of(String name, String view, String key) {
        return new Resource(name, view, List.of(key), List.of(), List.of(), Set.of());
    }

    /** May be sorted by these columns of times. */
    public Resource sortedBy(String... columns) {
        return new Resource(name, view, key, List.of(columns), filters, decimals);
    }

    /** Takes these filters as well. */
    public Resource filteredBy(Filter... more) {
        var all = new ArrayList<>(filters);
        all.addAll(List.of(more));
        return new Resource(name, view, key, sorts, all, decimals);
    }

    /** Has decimal numbers as text at these places of its JSON columns. */
    public Resource withDecimals(String... paths) {
        var all = new LinkedHashSet<>(decimals);
        all.addAll(List.of(paths));
        return new Resource(name, view, key, sorts, filters, all);
    }

    /** What the parameter {@code sort} may be: each sort ascending, and descending with a minus. */
    public List<String> sortProperties() {
        return sorts.stream()
                .map(Names::property)
                .flatMap(name -> Stream.of(name, "-" + name))
                .toList();
    }

    Optional<Filter> filter(String parameter) {
        return filters.stream().filter(each -> each.name().equals(parameter)).findFirst();
    }

    /** The parameters that a list takes. */
    List<String> parameters() {
        return Stream.concat(
                        filters.stream().map(Filter::name), Stream.of("sort", "limit", "cursor", "fields", "format"))
                .toList();
    }
}
