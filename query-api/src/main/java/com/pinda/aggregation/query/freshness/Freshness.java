package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.query.QueryProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Works out how old each copy may be.
 *
 * <p>A copy never loses what it had, so the best moment seen holds until a better one is: without that, the first
 * record to arrive after a quiet day would make the copy a day old while it is being applied.
 */
@Component
public class Freshness {

    private final Copies copies;
    private final QueryProperties properties;
    private final Clock clock;
    private final Map<String, Long> completeUpTo = new ConcurrentHashMap<>();

    Freshness(Copies copies, QueryProperties properties, Clock clock) {
        this.copies = copies;
        this.properties = properties;
        this.clock = clock;
    }

    /** How far each capture has read, by destination. */
    public List<Capture> captures() {
        return copies.captures();
    }

    /** How many records of each topic could not be applied, or wait behind such; topics without any are left out. */
    public Map<String, Long> parked() {
        return copies.parked();
    }

    /** The expected copies and every other that the consumer knows. */
    public List<CopyState> all() {
        var look = look();
        var names = new LinkedHashSet<>(properties.expectedTables());
        names.addAll(look.copies().keySet());
        return states(names, look);
    }

    /**
     * How old an answer from these copies may be: the lag of the one furthest behind; empty where one's is not known.
     *
     * @throws NotReadyException where one of them was never filled
     */
    public Optional<Duration> age(Collection<String> names) {
        var states = states(names, look());
        var loading = loading(states);
        if (!loading.isEmpty()) {
            throw new NotReadyException(loading);
        }
        var lags = states.stream().map(CopyState::lag).flatMap(Optional::stream).toList();
        return lags.size() < states.size() ? Optional.empty() : lags.stream().max(Comparator.naturalOrder());
    }

    /** The names of the expected copies that were never filled. */
    List<String> missing() {
        return loading(states(properties.expectedTables(), look()));
    }

    /** The captures first: what a capture has said since can then only make a copy look older than it is. */
    private Look look() {
        var aliveMs = captures().stream().map(Capture::aliveTsMs).min(Comparator.naturalOrder());
        var byName = new LinkedHashMap<String, Copy>();
        copies.all().forEach(copy -> byName.put(copy.name(), copy));
        return new Look(aliveMs, byName);
    }

    /** The copies of these names, in their order; one that nobody fills is loading. */
    private List<CopyState> states(Collection<String> names, Look look) {
        return names.stream()
                .map(name -> look.copies().getOrDefault(name, Copy.unknown(name)))
                .map(copy -> state(copy, look.captureAliveMs()))
                .toList();
    }

    private static List<String> loading(List<CopyState> states) {
        return states.stream()
                .filter(each -> each.state() == State.LOADING)
                .map(each -> each.copy().name())
                .toList();
    }

    private CopyState state(Copy copy, Optional<Long> captureAliveMs) {
        if (!copy.filled()) {
            completeUpTo.remove(copy.name());
            return new CopyState(copy, State.LOADING, Optional.empty());
        }
        copy.completeUpTo(captureAliveMs).ifPresent(time -> completeUpTo.merge(copy.name(), time, Math::max));
        var lag = Optional.ofNullable(completeUpTo.get(copy.name())).map(this::since);
        var stale = lag.map(each -> each.compareTo(properties.staleAfter()) > 0).orElse(true);
        return new CopyState(copy, stale ? State.STALE : State.READY, lag);
    }

    private Duration since(long timeMs) {
        return Duration.ofMillis(Math.max(0, clock.millis() - timeMs));
    }

    private record Look(Optional<Long> captureAliveMs, Map<String, Copy> copies) {}
}
