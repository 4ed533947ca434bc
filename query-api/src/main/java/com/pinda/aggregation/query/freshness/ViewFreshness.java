package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.query.QueryProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Works out how old a view may be: up to where in the sources all changes were captured, applied to its copies, turned
 * into keys, and refreshed. Safe for use by many threads.
 */
@Component
public class ViewFreshness {

    private static final Duration FOLLOWED_FOR = Duration.ofMinutes(1);

    private final ViewLooks looks;
    private final QueryProperties properties;
    private final Clock clock;
    private final Map<String, Marks> marks = new ConcurrentHashMap<>();
    private final Map<String, Long> askedNanos = new ConcurrentHashMap<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param nanos when it was looked, no later */
    private record Seen(ViewProgress progress, long nanos) {}

    ViewFreshness(ViewLooks looks, QueryProperties properties, Clock clock) {
        this.looks = looks;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * How far a view is: all that this says is in what is read from now on, in a transaction that did not read before.
     * Many that ask at once are told what one saw.
     *
     * @throws NotReadyException where its rows were never all there
     */
    public Stand of(String view) {
        var reached = lately(view).reached();
        askedNanos.put(view, System.nanoTime());
        var age = reached.flatMap(Reached::aliveMs).map(this::since);
        var stale = age.map(each -> each.compareTo(properties.staleAfter()) > 0).orElse(true);
        return new Stand(stale ? State.STALE : State.READY, age, reached.flatMap(Reached::position));
    }

    private ViewProgress lately(String view) {
        var last = seen.get(view);
        if (last == null
                || System.nanoTime() - last.nanos
                        >= properties.freshnessReusedFor().toNanos()) {
            return progress(view);
        }
        return last.progress;
    }

    /**
     * The same as it is now, with what it is on the way to.
     *
     * @throws NotReadyException where its rows were never all there
     */
    public ViewProgress progress(String view) {
        try {
            var nanos = System.nanoTime();
            var look = looks.of(view);
            var reached = marks.computeIfAbsent(view, name -> new Marks()).reached(look);
            var progress = new ViewProgress(look.captured(), reached, look.copiesBehind());
            seen.put(view, new Seen(progress, nanos));
            return progress;
        } catch (NotReadyException e) {
            marks.remove(view);
            seen.remove(view);
            throw e;
        }
    }

    /** The views that were asked for lately. */
    List<String> asked() {
        var now = System.nanoTime();
        askedNanos.values().removeIf(asked -> now - asked > FOLLOWED_FOR.toNanos());
        return List.copyOf(askedNanos.keySet());
    }

    private Duration since(long timeMs) {
        return Duration.ofMillis(Math.max(0, clock.millis() - timeMs));
    }
}
