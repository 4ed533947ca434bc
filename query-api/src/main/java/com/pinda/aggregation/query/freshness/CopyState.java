package com.pinda.aggregation.query.freshness;

import java.time.Duration;
import java.util.Optional;

/**
 * One copy as it is now.
 *
 * @param lag how far it may be behind its source; empty while that is not known
 */
public record CopyState(Copy copy, State state, Optional<Duration> lag) {}
