package com.pinda.aggregation.query.freshness;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What may be read out of a copy, the worst first. */
public enum State {
    /** Nothing was ever applied: it is not empty, it is unknown. */
    @JsonProperty("loading")
    LOADING,
    /** Filled, but further behind its source than it should be. */
    @JsonProperty("stale")
    STALE,
    @JsonProperty("ready")
    READY
}
