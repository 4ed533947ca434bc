package com.pinda.aggregation.query.freshness;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the database says, at one moment, of a view and of all that leads to it.
 *
 * @param captured how far the sources were read
 * @param told whether all that was asked for is in the view's topics; false while all rows are to be made anew
 * @param copies by partition of the copies: changes before {@code next} have their keys in the view's topics, and the
 *     sources were captured up to {@code end}
 * @param lanes by partition of the view's topics: keys before {@code next} were refreshed, and were put up to
 *     {@code end}
 */
record ViewLook(Reached captured, boolean told, Map<Part, Reach> copies, Map<Part, Reach> lanes) {

    ViewLook {
        copies = Map.copyOf(copies);
        lanes = Map.copyOf(lanes);
    }

    Map<Part, Long> copyEnds() {
        return ends(copies);
    }

    Map<Part, Long> laneEnds() {
        return ends(lanes);
    }

    /** Whether all changes before these offsets have their keys in the view's topics. */
    boolean isResolved(Map<Part, Long> copyEnds) {
        return told && isDone(copies, copyEnds);
    }

    /** Whether all keys before these offsets were refreshed. */
    boolean isRefreshed(Map<Part, Long> laneEnds) {
        return isDone(lanes, laneEnds);
    }

    /** The copies of which changes were captured that no view knows of yet, by name. */
    List<String> copiesBehind() {
        return copies.entrySet().stream()
                .filter(copy -> copy.getValue().next() < copy.getValue().end())
                .map(copy -> copy.getKey().name())
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<Part, Long> ends(Map<Part, Reach> parts) {
        return parts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().end()));
    }

    private static boolean isDone(Map<Part, Reach> parts, Map<Part, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> parts.getOrDefault(end.getKey(), Reach.NONE).next() >= end.getValue());
    }
}
