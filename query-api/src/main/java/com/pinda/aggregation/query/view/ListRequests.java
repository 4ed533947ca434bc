package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.problem.BadFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of a request; refuses what it does not know, and says what it does. */
@Component
class ListRequests {

    private static final int DEFAULT_LIMIT = 20;

    private final QueryProperties properties;
    private final Cursors cursors;

    ListRequests(QueryProperties properties, Cursors cursors) {
        this.properties = properties;
        this.cursors = cursors;
    }

    /** The list that the parameters name. */
    ListRequest list(Resource resource, Shape shape, MultiValueMap<String, String> parameters) {
        refuseOthers(parameters.keySet(), resource.parameters());
        var conditions = new ArrayList<Condition>();
        ListRequest.@Nullable Alternatives alternatives = null;
        var identity = new TreeMap<String, List<String>>();
        for (var given : parameters.entrySet()) {
            var filter = resource.filter(given.getKey()).orElse(null);
            if (filter != null) {
                var condition = FilterValues.condition(filter, given.getValue());
                identity.put(
                        filter.name(),
                        condition.values().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList());
                var values = FilterValues.alternatives(filter, given.getValue());
                if (values.size() > 1 && alternatives == null) {
                    alternatives = new ListRequest.Alternatives(filter.column(), values);
                } else {
                    conditions.add(condition);
                }
            }
        }
        var order = order(resource, parameters);
        var list = resource.name() + identity + order;
        return new ListRequest(
                resource,
                conditions,
                alternatives,
                order,
                one(parameters, "cursor")
                        .map(cursor -> cursors.verify(list, cursor))
                        .orElse(null),
                one(parameters, "limit").map(this::limit).orElse(Math.min(DEFAULT_LIMIT, properties.maxPageSize())),
                columns(shape, parameters),
                list);
    }

    /** The same list as a whole, which has no pages. */
    ListRequest export(Resource resource, Shape shape, MultiValueMap<String, String> parameters, int most) {
        for (var ofPages : List.of("cursor", "limit")) {
            if (parameters.containsKey(ofPages)) {
                throw new BadFieldException(ofPages, "is for pages; CSV has all rows");
            }
        }
        return list(resource, shape, parameters).limitedTo(most);
    }

    /** The conditions of a request that has only filters. */
    List<Condition> conditions(Resource resource, MultiValueMap<String, String> parameters) {
        refuseOthers(
                parameters.keySet(),
                resource.filters().stream().map(Filter::name).toList());
        return parameters.entrySet().stream()
                .flatMap(given -> resource.filter(given.getKey()).stream()
                        .map(filter -> FilterValues.condition(filter, given.getValue())))
                .toList();
    }

    /** Refuses parameters that are not among the known ones. */
    void refuseOthers(Collection<String> given, List<String> known) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw new BadFieldException(
                    unknown,
                    "is not known here; " + (known.isEmpty() ? "nothing is" : "known are " + String.join(", ", known)));
        });
    }

    /** The columns that {@code fields} names, in the view's order; all without it. */
    List<Column> columns(Shape shape, MultiValueMap<String, String> parameters) {
        var given = parameters.getOrDefault("fields", List.of());
        if (given.isEmpty()) {
            return shape.columns();
        }
        var wanted = given.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        var known = shape.columns().stream().map(Column::property).toList();
        wanted.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new BadFieldException(
                            "fields",
                            "has " + (unknown.isEmpty() ? "an empty name" : unknown + ", which is not known here")
                                    + "; known are " + String.join(", ", known));
                });
        return shape.columns().stream()
                .filter(column -> wanted.contains(column.property()))
                .toList();
    }

    /** The value of a parameter that may be given once. */
    static Optional<String> one(Map<String, List<String>> parameters, String name) {
        var values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new BadFieldException(name, "may be given once only");
        }
        return values.stream().findFirst();
    }

    private Order order(Resource resource, MultiValueMap<String, String> parameters) {
        var given = one(parameters, "sort");
        if (given.isEmpty()) {
            return new Order(defaultSort(resource, parameters), resource.key(), true);
        }
        var descending = given.get().startsWith("-");
        var property = given.get().substring(descending ? 1 : 0);
        var column = resource.sorts().stream()
                .filter(sort -> Names.property(sort).equals(property))
                .findFirst()
                .orElseThrow(() -> new BadFieldException(
                        "sort", "must be one of " + String.join(", ", resource.sortProperties())));
        return new Order(column, resource.key(), descending);
    }

    /** Newest first: by the time that is filtered by, where there is one, as its index then has the rows in order. */
    private static @Nullable String defaultSort(Resource resource, MultiValueMap<String, String> parameters) {
        return resource.sorts().stream()
                .filter(sort -> resource.filters().stream()
                        .anyMatch(filter -> filter.isTime()
                                && filter.column().equals(sort)
                                && parameters.containsKey(filter.name())))
                .findFirst()
                .or(() -> resource.sorts().stream().findFirst())
                .orElse(null);
    }

    private int limit(String text) {
        var most = properties.maxPageSize();
        try {
            var limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw new BadFieldException("limit", "must be a whole number from 1 to " + most);
        }
        throw new BadFieldException("limit", "must be from 1 to " + most);
    }
}
