package com.pinda.aggregation.consumer.view;

import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What is kept of each build in the database: whether all of its rows are there, and whether they are made anew. */
@Component
final class ViewStates {

    private static final String FILLED = """
            UPDATE _view SET filled_ms = :now
            WHERE view_name = :view AND filled_ms IS NULL AND fills_put > 0
              AND NOT EXISTS (
                SELECT 1 FROM _view_progress
                WHERE _view_progress.view_name = _view.view_name AND next_offset < end_offset AND lane = 'bulk')
            """;

    private final JdbcClient jdbc;
    private final Views views;
    private final TransactionOperations transaction;

    ViewStates(JdbcClient jdbc, Views views, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.views = views;
        this.transaction = transaction;
    }

    /**
     * How a view is.
     *
     * @param asked how often all its rows were to be made anew
     * @param put for how many of these all keys are in its topic
     * @param filled whether all its rows are there
     */
    record State(long asked, long put, boolean filled) {}

    Optional<State> of(String view) {
        return jdbc.sql("SELECT fills_asked, fills_put, filled_ms IS NOT NULL FROM _view WHERE view_name = ?")
                .param(view)
                .query((row, i) -> new State(row.getLong(1), row.getLong(2), row.getBoolean(3)))
                .optional();
    }

    /** Notes, in the present transaction, that rows of a copy change of which nobody can tell which. */
    void untold(String copyName) {
        jdbc.sql("INSERT INTO _untold (copy_name, times) VALUES (?, 1) ON DUPLICATE KEY UPDATE times = times + 1")
                .param(copyName)
                .update();
    }

    /** Has the views made anew that read such copies. */
    void followUntold() {
        var untold =
                jdbc.sql("SELECT copy_name FROM _untold").query(String.class).list();
        for (var copyName : untold) {
            transaction.executeWithoutResult(status -> {
                // whoever is about to note it again waits, and is noted after this
                jdbc.sql("DELETE FROM _untold WHERE copy_name = ?")
                        .param(copyName)
                        .update();
                askFill(views.reading(copyName));
            });
        }
    }

    /** Has all rows of views made anew, in their place. */
    void askFill(Collection<View> asked) {
        asked.forEach(view -> askFill(view.name()));
    }

    /** Has all rows of a view made anew, in their place. */
    void askFill(String view) {
        jdbc.sql("UPDATE _view SET fills_asked = fills_asked + 1 WHERE view_name = ?")
                .param(view)
                .update();
    }

    /** Notes that all keys are in the topic that were there when it was asked for the {@code asked}th time. */
    void put(String view, long asked) {
        jdbc.sql("UPDATE _view SET fills_put = GREATEST(fills_put, ?) WHERE view_name = ?")
                .param(asked)
                .param(view)
                .update();
    }

    /** Notes that all rows are there, where they are; true the first time. */
    boolean filled(String view, long nowMs) {
        return jdbc.sql(FILLED).param("now", nowMs).param("view", view).update() > 0;
    }
}
