package com.pinda.aggregation.consumer.view;

import java.util.Locale;

/** What a build is to the view's readers; which table its rows are in goes with it. */
enum BuildState {
    /** They read it. */
    LIVE(""),
    /** They shall read it, once it is filled and equals its SELECT. */
    NEXT("_next_"),
    /** They read it before; it is kept, so that they can again. */
    OLD("_old_");

    private final String prefix;

    BuildState(String prefix) {
        this.prefix = prefix;
    }

    /** The table that the rows of such a build are in. */
    String table(String view) {
        return prefix + view;
    }

    /** As it is in the database. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BuildState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
