package com.pinda.aggregation.consumer.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * The builds of views, in the database: all consumers keep those that are there, whatever their own files say. What
 * changes them raises their generation.
 */
@Repository
class Builds {

    private static final Logger log = LoggerFactory.getLogger(Builds.class);

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String ALL = """
            SELECT view_name, file_name, definition, state, begun, filled_ms IS NOT NULL, compared_ms IS NOT NULL,
                   COALESCE(old_until_ms, 0), COALESCE(wish, '')
            FROM _view ORDER BY view_name
            """;

    private static final String PUT = """
            INSERT INTO _view (view_name, state, begun, file_name, definition,
                               key_columns, json_columns, copies, origins, select_sql, source_sql)
            VALUES (:name, :state, :begun, :file, :definition,
                    :key, :json, :copies, :origins, :select, :source)
            """;

    private final JdbcClient jdbc;
    private final ViewProgress progress;
    private final Views views;
    private final TransactionOperations transaction;
    private final Map<String, View> read = new ConcurrentHashMap<>();

    Builds(JdbcClient jdbc, ViewProgress progress, Views views, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.views = views;
        this.transaction = transaction;
    }

    /** All that are there; one whose definition cannot be read any more is told of, and not kept. */
    List<Build> all() {
        var builds = new ArrayList<Build>();
        jdbc.sql(ALL).query(row -> {
            var name = row.getString(1);
            try {
                var view = read(name, row.getString(2), row.getString(3));
                builds.add(new Build(
                        view,
                        BuildState.of(row.getString(4)),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        row.getLong(8),
                        row.getString(9)));
            } catch (InvalidViewException e) {
                log.error("view not kept: view={} reason={}", name, e.getMessage());
            }
        });
        return builds;
    }

    /** They are looked at each second, and few change. */
    private View read(String name, String file, String text) {
        var known = read.get(name);
        if (known != null && known.text().equals(text)) {
            return known;
        }
        var view = DefinitionFile.read(file, text).as(name);
        read.put(name, view);
        return view;
    }

    Optional<Build> of(String name) {
        return all().stream().filter(build -> build.view().name().equals(name)).findFirst();
    }

    /** Grows with each change of them. */
    long generation() {
        return jdbc.sql("SELECT generation FROM _view_generation")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** What the files define and what is kept: those that are new begin, those that changed are built anew. */
    void announce() {
        transaction.executeWithoutResult(status -> {
            var generation = raise();
            var present = all();
            forgetOthers(present);
            for (var view : views.declared()) {
                var own = present.stream()
                        .filter(build -> build.view().of().equals(view.of()))
                        .toList();
                announce(view, own, generation);
            }
        });
    }

    private void announce(View view, List<Build> present, long generation) {
        var live = present.stream()
                .filter(build -> build.state() == BuildState.LIVE)
                .findFirst();
        if (live.isEmpty()) {
            present.forEach(this::forget);
            forget(view.name());
            forget(view.other().name());
            put(view, BuildState.LIVE, generation);
            return;
        }
        var isSame = live.get().view().text().equals(view.text());
        var next = present.stream()
                .filter(build -> build.state() == BuildState.NEXT)
                .findFirst();
        if (next.isPresent() && (isSame || !next.get().view().text().equals(view.text()))) {
            log.info("not built any more, its definition changed again: view={}", view.of());
            forget(next.get());
            next = Optional.empty();
        }
        if (!isSame && next.isEmpty() && !isRefused(view)) {
            begin(live.get(), view, generation);
        }
    }

    /** Begins a build that is to take the place of the one that is live. */
    private void begin(Build live, View view, long generation) {
        var name = live.view().other().name();
        of(name).ifPresent(this::forget);
        forget(name);
        put(view.as(name), BuildState.NEXT, generation);
        log.info("view is built anew beside the one that is read: view={} build={}", view.of(), name);
    }

    /** Builds a view anew by its present definition; false where it is being built already. */
    boolean rebuild(Build live) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var generation = raise();
            var other = of(live.view().other().name());
            if (other.filter(build -> build.state() == BuildState.NEXT).isPresent()) {
                return false;
            }
            begin(live, live.view(), generation);
            return true;
        }));
    }

    private boolean isRefused(View view) {
        return jdbc.sql("SELECT COUNT(*) FROM _view WHERE of_view = ? AND refused = ?")
                        .param(view.of())
                        .param(view.text())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void put(View view, BuildState state, long begun) {
        jdbc.sql(PUT)
                .param("name", view.name())
                .param("state", state.id())
                .param("begun", begun)
                .param("file", view.file())
                .param("definition", view.text())
                .param("key", JSON.writeValueAsString(view.definition().key()))
                .param("json", JSON.writeValueAsString(view.definition().json()))
                .param("copies", JSON.writeValueAsString(view.select().tables()))
                .param("origins", JSON.writeValueAsString(view.select().origins()))
                .param("select", view.select().sql())
                .param("source", views.source(view))
                .update();
        progress.addLocks(view.name(), state.table(view.of()));
    }

    private void forgetOthers(List<Build> present) {
        var declared = views.declared().stream().map(View::of).toList();
        for (var build : present) {
            if (!declared.contains(build.view().of())) {
                log.warn(
                        "not kept any more, its table stays: view={}",
                        build.view().of());
                forget(build);
            }
        }
    }

    private void forget(Build build) {
        forget(build.view().name());
    }

    /** Forgets a build that is not read, so that no consumer keeps it any more. */
    void end(Build build) {
        transaction.executeWithoutResult(status -> {
            forget(build);
            raise();
        });
    }

    /** What was wished for is done. */
    void granted(Build build) {
        jdbc.sql("UPDATE _view SET wish = NULL WHERE view_name = ?")
                .param(build.view().name())
                .update();
    }

    /** A build was found equal to its SELECT. */
    void compared(Build build, long nowMs) {
        jdbc.sql("UPDATE _view SET compared_ms = ? WHERE view_name = ?")
                .param(nowMs)
                .param(build.view().name())
                .update();
    }

    private void forget(String name) {
        for (var table : List.of("_view", "_view_progress", "_view_lock", "_view_parked", "_view_topic")) {
            jdbc.sql("DELETE FROM " + table + " WHERE view_name = ?")
                    .param(name)
                    .update();
        }
    }

    /** Has the consumers look again, once the present transaction is committed; the new generation. */
    long raise() {
        jdbc.sql("INSERT INTO _view_generation (id, generation) VALUES (1, 1)"
                        + " ON DUPLICATE KEY UPDATE generation = generation + 1")
                .update();
        return generation();
    }
}
