package com.pinda.aggregation.query.freshness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows places in the sources into one view. A view under constant load always has keys to refresh, so it is never
 * seen to be complete: but what was captured some moments ago is in it once the keys of then are refreshed. Safe for
 * use by many threads.
 */
final class Marks {

    /** On the way at once; where there are more, every second is left out. */
    private static final int MOST = 16;

    private final List<Mark> marks = new ArrayList<>();

    /** The newest place whose changes are all in the view as it was looked at; empty where none is known. */
    synchronized Optional<Reached> reached(ViewLook look) {
        add(look);
        marks.forEach(mark -> mark.see(look));
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (marks.get(i).isIn(look)) {
                var reached = marks.get(i).captured();
                // the one before serves transactions that began before this one was in the view
                marks.subList(0, Math.max(0, i - 1)).clear();
                return Optional.of(reached);
            }
        }
        return Optional.empty();
    }

    /** The view is filled anew: nothing that was in it counts. */
    synchronized void clear() {
        marks.clear();
    }

    private void add(ViewLook look) {
        if (look.captured().captures().isEmpty() || !isNewer(look.captured())) {
            return;
        }
        if (marks.size() == MOST) {
            for (int i = MOST - 1; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
        marks.add(new Mark(look));
    }

    /** Transactions that began earlier look at what is older. */
    private boolean isNewer(Reached captured) {
        if (marks.isEmpty()) {
            return true;
        }
        var newest = marks.get(marks.size() - 1).captured();
        return !newest.equals(captured)
                && captured.aliveMs().orElse(0L) >= newest.aliveMs().orElse(0L);
    }
}
