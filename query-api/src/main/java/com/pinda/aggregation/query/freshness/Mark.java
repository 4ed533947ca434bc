package com.pinda.aggregation.query.freshness;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in the sources on its way into a view: first its changes' keys have to be in the view's topics, then those
 * keys have to be refreshed. For one thread at a time.
 */
final class Mark {

    private final Reached captured;
    private final Map<Part, Long> copyEnds;
    private @Nullable Map<Part, Long> laneEnds;

    Mark(ViewLook look) {
        captured = look.captured();
        copyEnds = look.copyEnds();
    }

    Reached captured() {
        return captured;
    }

    /** Once its changes have their keys in the topics, what is in these by then is all that it needs. */
    void see(ViewLook look) {
        if (laneEnds == null && look.isResolved(copyEnds)) {
            laneEnds = look.laneEnds();
        }
    }

    /** Whether all before it is in the view that was looked at. */
    boolean isIn(ViewLook look) {
        return Optional.ofNullable(laneEnds).filter(look::isRefreshed).isPresent();
    }
}
