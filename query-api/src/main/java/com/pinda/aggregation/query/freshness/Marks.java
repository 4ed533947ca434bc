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
    private static final int MOST_UNDER_WAY = 16;

    /** That are in the view: transactions that began earlier look at what it was then. */
    private static final int MOST_REACHED = 64;

    private final List<Mark> underWay = new ArrayList<>();
    private final List<Mark> reached = new ArrayList<>();

    /** The newest place whose changes are all in the view as it was looked at; empty where none is known. */
    synchronized Optional<Reached> reached(ViewLook look) {
        add(look);
        underWay.forEach(mark -> mark.see(look));
        for (int i = underWay.size() - 1; i >= 0; i--) {
            if (underWay.get(i).isIn(look)) {
                var arrived = underWay.subList(0, i + 1);
                reached.addAll(arrived);
                arrived.clear();
                thin(reached, MOST_REACHED);
                break;
            }
        }
        for (int i = reached.size() - 1; i >= 0; i--) {
            if (reached.get(i).isIn(look)) {
                return Optional.of(reached.get(i).captured());
            }
        }
        return Optional.empty();
    }

    private void add(ViewLook look) {
        if (!look.captured().captures().isEmpty() && isNewer(look.captured())) {
            thin(underWay, MOST_UNDER_WAY - 1);
            underWay.add(new Mark(look));
        }
    }

    /** Leaves out every second, the last apart, so that the older ones are the further apart the older they are. */
    private static void thin(List<Mark> marks, int most) {
        if (marks.size() > most) {
            for (int i = marks.size() - 2; i > 0; i -= 2) {
                marks.remove(i);
            }
        }
    }

    /** Transactions that began earlier look at what is older. */
    private boolean isNewer(Reached captured) {
        var marks = underWay.isEmpty() ? reached : underWay;
        if (marks.isEmpty()) {
            return true;
        }
        var newest = marks.get(marks.size() - 1).captured();
        return !newest.equals(captured)
                && captured.aliveMs().orElse(0L) >= newest.aliveMs().orElse(0L);
    }
}
