package com.pinda.aggregation.query.freshness;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a view follows its sources.
 *
 * @param state ready or stale; a view that is loading is answered {@link NotReadyException}
 * @param age how old its rows may be; empty where it is not known
 * @param position up to where in the source all changes are in it, as text; empty where it is not known
 */
public record Stand(State state, Optional<Duration> age, Optional<String> position) {}
