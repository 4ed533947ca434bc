package com.pinda.aggregation.query.freshness;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A place in the sources up to which all changes are in a view, or were captured.
 *
 * @param captures how far each capture had read then
 */
public record Reached(List<Capture> captures) {

    /** Copies the list. */
    public Reached {
        captures = List.copyOf(captures);
    }

    /**
     * All that the sources had committed until then is in it, milliseconds since the epoch; empty without a capture.
     */
    public Optional<Long> aliveMs() {
        return captures.stream().map(Capture::aliveTsMs).min(Comparator.naturalOrder());
    }

    /**
     * The place as text that can be demanded later: a GTID set, else {@code file:pos}; of several captures the sets of
     * all, or, where one tells none, the moment in ISO form. Empty without a capture.
     */
    public Optional<String> position() {
        if (captures.size() < 2) {
            return captures.stream().map(Capture::place).findFirst();
        }
        return captures.stream().allMatch(capture -> capture.gtidSet().isPresent())
                ? Optional.of(captures.stream().map(Capture::place).collect(Collectors.joining(",")))
                : aliveMs().map(Instant::ofEpochMilli).map(Object::toString);
    }
}
