package com.pinda.aggregation.consumer.view;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of each view in the database: its definition, and whether all of its rows are there. */
@Component
final class ViewStates {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String ANNOUNCE = """
            INSERT IGNORE INTO _view (view_name, key_columns, json_columns, copies, origins, select_sql, source_sql)
            VALUES (:view, :key, :json, :copies, :origins, :select, :source)
            """;

    private static final String REGISTER = """
            INSERT INTO _view (view_name, key_columns, json_columns, copies, origins, select_sql, source_sql)
            VALUES (:view, :key, :json, :copies, :origins, :select, :source)
            ON DUPLICATE KEY UPDATE
              fills_asked = fills_asked + (select_sql <> VALUES(select_sql)),
              filled_ms = IF(select_sql <> VALUES(select_sql), NULL, filled_ms),
              key_columns = VALUES(key_columns), json_columns = VALUES(json_columns), copies = VALUES(copies),
              origins = VALUES(origins),
              source_sql = VALUES(source_sql), select_sql = VALUES(select_sql)
            """;

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
     * @param select the SELECT that its rows are of
     * @param asked how often all its rows were to be made anew
     * @param put for how many of these all keys are in its topic
     * @param filled whether all its rows are there
     */
    record State(String select, long asked, long put, boolean filled) {}

    Optional<State> of(String view) {
        return jdbc.sql(
                        "SELECT select_sql, fills_asked, fills_put, filled_ms IS NOT NULL FROM _view WHERE view_name = ?")
                .param(view)
                .query((row, i) -> new State(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
                .optional();
    }

    /** Notes the views that are new: they are loading. */
    void announce() {
        views.all().forEach(view -> write(ANNOUNCE, view, views.source(view)));
    }

    /** @param source its SELECT over the tables of the source */
    void register(View view, String source) {
        write(REGISTER, view, source);
    }

    private void write(String sql, View view, String source) {
        jdbc.sql(sql)
                .param("view", view.name())
                .param("key", JSON.writeValueAsString(view.definition().key()))
                .param("copies", JSON.writeValueAsString(view.select().tables()))
                .param("origins", JSON.writeValueAsString(view.select().origins()))
                .param("json", JSON.writeValueAsString(view.definition().json()))
                .param("select", view.select().sql())
                .param("source", source)
                .update();
    }

    /** Forgets views that are not kept any more; returns them. Their tables stay. */
    List<String> forgetOthers() {
        var kept = views.all().stream().map(View::name).toList();
        var others = jdbc.sql("SELECT view_name FROM _view").query(String.class).list().stream()
                .filter(name -> !kept.contains(name))
                .toList();
        for (var other : others) {
            jdbc.sql("DELETE FROM _view WHERE view_name = ?").param(other).update();
            jdbc.sql("DELETE FROM _view_progress WHERE view_name = ?")
                    .param(other)
                    .update();
        }
        return others;
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
