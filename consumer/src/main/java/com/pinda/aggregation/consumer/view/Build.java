package com.pinda.aggregation.consumer.view;

/**
 * A build as it stands in the database.
 *
 * @param view what is built
 * @param state what it is to readers
 * @param begun the generation that it was begun with; those of one are swapped at once
 * @param filled whether all its rows are there
 * @param compared whether it was found equal to its SELECT
 * @param oldUntilMs when it is dropped, milliseconds since the epoch; 0 where it is not
 * @param wish what somebody wants of it; empty where nothing
 */
record Build(View view, BuildState state, long begun, boolean filled, boolean compared, long oldUntilMs, String wish) {

    String table() {
        return state.table(view.of());
    }
}
