package com.pinda.aggregation.query.freshness;

import java.util.List;
import java.util.Optional;

/**
 * How far a view is on its way after its sources.
 *
 * @param captured how far the sources were read
 * @param reached up to where all changes are in the view; empty where it is not known
 * @param copiesBehind the copies of which captured changes are not applied, or not turned into keys of views
 */
public record ViewProgress(Reached captured, Optional<Reached> reached, List<String> copiesBehind) {

    /** Copies the list. */
    public ViewProgress {
        copiesBehind = List.copyOf(copiesBehind);
    }
}
