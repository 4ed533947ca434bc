package com.pinda.aggregation.query.feed;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The next record of each partition of a topic: {@code 0:15,1:7}. An event's id, from which a caller goes on.
 *
 * @param next by partition
 */
record Offsets(Map<Integer, Long> next) {

    private static final Pattern TEXT = Pattern.compile("\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18}){0,999}");

    Offsets {
        next = new TreeMap<>(next);
    }

    /** Reads an id; empty where it is none. */
    static Optional<Offsets> parse(String id) {
        if (!TEXT.matcher(id).matches()) {
            return Optional.empty();
        }
        var next = new TreeMap<Integer, Long>();
        for (var part : id.split(",", -1)) {
            var colon = part.indexOf(':');
            next.put(Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
        }
        return Optional.of(new Offsets(next));
    }

    long of(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** The same behind a record. */
    Offsets behind(int partition, long offset) {
        var moved = new TreeMap<>(next);
        moved.put(partition, offset + 1);
        return new Offsets(moved);
    }

    /** Whether this has all partitions of another, and is nowhere before it. */
    boolean reached(Offsets other) {
        return other.next.entrySet().stream()
                .allMatch(each -> next.getOrDefault(each.getKey(), -1L) >= each.getValue());
    }

    @Override
    public String toString() {
        return next.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(","));
    }
}
