package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the shortest way from each table of a SELECT to its keys. */
final class Routes {

    private final Map<Occurrence, List<Link>> links = new HashMap<>();
    private final List<Target> targets;

    Routes(List<Link> links, List<Target> targets) {
        links.forEach(link -> this.links
                .computeIfAbsent(link.from(), from -> new ArrayList<>())
                .add(link));
        this.targets = targets;
    }

    /** The ways from all uses of tables; those that are the same are one. */
    List<Route> of(List<Occurrence> occurrences) {
        var routes = new ArrayList<Route>();
        for (var occurrence : occurrences) {
            for (var route : of(occurrence)) {
                var like = routes.stream().filter(route::isLike).findFirst();
                like.ifPresent(routes::remove);
                routes.add(like.map(route::and).orElse(route));
            }
        }
        return routes;
    }

    private List<Route> of(Occurrence occurrence) {
        var routes = new ArrayList<Route>();
        for (var target : targets) {
            if (occurrence.equals(target.root())) {
                routes.add(Route.ofRoot(target));
            } else if (!isInAnother(occurrence, target)) {
                routes.add(path(occurrence, target.root())
                        .map(path -> Route.along(path, target))
                        .orElseThrow(() -> lost(occurrence, target)));
            }
        }
        return routes;
    }

    /** Whether it is in one of several united SELECTs, and the target in another. */
    private boolean isInAnother(Occurrence occurrence, Target target) {
        return targets.size() > 1
                && targets.stream()
                        .anyMatch(other -> !other.equals(target)
                                && isIn(occurrence.scope(), other.root().scope()));
    }

    private static boolean isIn(Scope scope, Scope around) {
        for (var at = scope; at != null; at = at.outer()) {
            if (at == around || isDerivedIn(scope, around)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDerivedIn(Scope scope, Scope around) {
        return around.sources().stream()
                .filter(Derived.class::isInstance)
                .flatMap(derived -> ((Derived) derived).branches().stream())
                .anyMatch(branch -> branch == scope || isIn(scope, branch));
    }

    private UnfollowableException lost(Occurrence occurrence, Target target) {
        return new UnfollowableException(
                occurrence.line(),
                "table " + occurrence.table() + " " + occurrence.alias() + ": its rows do not lead to the view's key."
                        + " No equality with columns that come from "
                        + target.root().table() + " "
                        + target.root().alias() + " must hold for them; join it by one, as ON "
                        + occurrence.alias() + ".… = " + target.root().alias() + ".…");
    }

    private Optional<List<List<Link>>> path(Occurrence from, Occurrence root) {
        var before = new HashMap<Occurrence, List<Link>>();
        var next = new ArrayDeque<Occurrence>();
        next.add(from);
        while (!next.isEmpty()) {
            var at = next.remove();
            if (at.equals(root)) {
                return Optional.of(back(from, root, before));
            }
            steps(at).forEach((to, step) -> {
                if (!to.equals(from) && before.putIfAbsent(to, step) == null) {
                    next.add(to);
                }
            });
        }
        return Optional.empty();
    }

    /** One step from a table, by the tables that it leads to; those first that are found by a column as it is. */
    private Map<Occurrence, List<Link>> steps(Occurrence at) {
        var steps = new LinkedHashMap<Occurrence, List<Link>>();
        links.getOrDefault(at, List.of()).stream()
                .sorted(Comparator.comparing(link -> link.there().column().isEmpty()))
                .forEach(link -> steps.computeIfAbsent(link.to(), to -> new ArrayList<>())
                        .add(link));
        return steps;
    }

    private static List<List<Link>> back(Occurrence from, Occurrence root, Map<Occurrence, List<Link>> before) {
        var path = new ArrayList<List<Link>>();
        for (var at = root; !at.equals(from); ) {
            var step = before.getOrDefault(at, List.of());
            path.add(step);
            at = step.get(0).from();
        }
        Collections.reverse(path);
        return path;
    }
}
