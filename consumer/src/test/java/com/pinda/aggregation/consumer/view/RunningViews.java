package com.pinda.aggregation.consumer.view;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.SourceTable;
import com.pinda.aggregation.consumer.copy.Target;
import com.pinda.aggregation.consumer.copy.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A running consumer that keeps views over the tables of {@link GeneratedSelect}, and the topics that it reads. */
abstract class RunningViews {

    static final String TABLES = "cdc.copy.tables=shop.t0,shop.t1,shop.t2,shop.t3,shop.t4";

    final String prefix = "w" + Long.toString(System.nanoTime(), 36);
    final List<SourceTable> tables = IntStream.range(0, GeneratedSelect.TABLES)
            .mapToObj(i -> SourceTable.of(
                    prefix,
                    "shop.t" + i,
                    "id varchar(20) key",
                    "a varchar(20)",
                    "b varchar(20)",
                    "n int",
                    "s varchar(50)"))
            .toList();

    @TempDir
    Path files;

    Topics topics;
    Target target;
    long position;
    long changes;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        tables.forEach(table -> topics.create(table.topic(), 3));
        topics.create(topics.names().schemaChanges(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    void define(String name, String key, String select) throws IOException {
        define(name, "name: " + name + "\nkey: " + key + "\nselect: >\n  " + select + "\n");
    }

    void define(String name, String yaml) throws IOException {
        Files.writeString(files.resolve(name + ".yml"), yaml);
    }

    ConfigurableApplicationContext start(String... properties) {
        var all = new ArrayList<>(List.of(properties));
        all.addAll(List.of(TABLES, "cdc.view.locations=file:" + files + "/*.yml", "cdc.view.retry=1s"));
        return target.start(all.toArray(String[]::new));
    }

    SourceTable.Event insert(int table, String id, @Nullable String a) {
        return new SourceTable.Event(tables.get(table), "c", ++position, null, row(id, a, 1));
    }

    /** Gives a row of t0 another n. */
    SourceTable.Event update(int row, int n) {
        var id = "r" + row;
        return new SourceTable.Event(
                tables.get(0), "u", ++position, row(id, "x" + row % 7, n - 1), row(id, "x" + row % 7, n));
    }

    SourceTable.Event delete(int table, String id, @Nullable String a) {
        return new SourceTable.Event(tables.get(table), "d", ++position, row(id, a, 1), null);
    }

    static List<@Nullable Object> row(String id, @Nullable String a, int n) {
        return Arrays.asList(id, a, null, n, "s");
    }

    void publish(List<Tables.Change> transaction) {
        publish(transaction.stream()
                .map(change -> new SourceTable.Event(
                        tables.get(Integer.parseInt(change.table().substring(1))),
                        change.before() == null ? "c" : change.after() == null ? "d" : "u",
                        ++position,
                        row(change.before()),
                        row(change.after())))
                .toArray(SourceTable.Event[]::new));
    }

    static @Nullable List<@Nullable Object> row(@Nullable Map<String, @Nullable String> row) {
        if (row == null) {
            return null;
        }
        var n = row.get("n");
        return Arrays.asList(
                row.get("id"), row.get("a"), row.get("b"), n == null ? null : Integer.valueOf(n), row.get("s"));
    }

    void publish(SourceTable.Event... events) {
        topics.publish(events);
        changes += events.length;
    }

    /** Until all that was published is applied, resolved and refreshed, and each view was filled. */
    void awaitRest() {
        target.awaitChanges(changes);
        await().untilAsserted(() -> {
            assertThat(target.number(
                            "SELECT COUNT(*) FROM _copy_progress p LEFT JOIN _resolved r USING (topic, partition_id)"
                                    + " WHERE p.next_offset > COALESCE(r.next_offset, 0)"))
                    .isZero();
            assertThat(target.number("SELECT COUNT(*) FROM _view_progress WHERE next_offset < end_offset"))
                    .isZero();
            assertThat(target.number("SELECT COUNT(*) FROM _view WHERE filled_ms IS NULL"))
                    .isZero();
            assertThat(target.number("SELECT COUNT(*) FROM _view_outbox")).isZero();
        });
    }

    List<Map<String, Object>> view(String name) {
        var rows = target.rows("SELECT * FROM " + name + " ORDER BY 1, 2");
        rows.forEach(row -> row.remove("_refreshed_ms"));
        return rows;
    }

    List<Map<String, Object>> selected(String name) {
        var select = target.jdbc()
                .sql("SELECT select_sql FROM _view WHERE of_view = ? AND state = 'live'")
                .param(name)
                .query(String.class)
                .single();
        return target.rows("SELECT * FROM (" + select + ") q ORDER BY 1, 2");
    }
}
