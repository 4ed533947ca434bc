package com.pinda.aggregation.consumer.view;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition that changed is built beside the view that is read, and takes its place without a gap. */
class RebuildIT extends RunningViews {

    private static final String OLD = "SELECT p.id AS id, p.n AS n, c.s AS s FROM t0 p LEFT JOIN t1 c ON c.id = p.a";
    private static final String NEW = "SELECT p.id AS id, p.n AS n, c.s AS s, p.n + 1 AS more,"
            + " (SELECT COUNT(*) FROM t2 k WHERE k.a = p.id) AS children FROM t0 p LEFT JOIN t1 c ON c.id = p.a";
    private static final int ROWS = 300;
    private static final List<String> RENAMES =
            List.of("RENAME TABLE _next_v TO _swap_v", "RENAME TABLE v TO _old_v", "RENAME TABLE _swap_v TO v");

    @Test
    void aChangedDefinitionTakesThePlaceOfTheOldUnderLoadAndNoReaderMissesOrSeesAnOlderRow() throws IOException {
        haveCopies();
        define("v", "[id]", OLD);
        define("w", "[id]", OLD);
        var first = start();
        for (int i = 0; i < ROWS; i++) {
            publish(insert(0, "r" + i, "x" + i % 7));
        }
        awaitRest();
        var reader = new Reader();
        var running = CompletableFuture.runAsync(reader);

        define("v", "[id]", NEW);
        define("w", "[id]", NEW);
        start(); // beside the one that knows nothing of it
        var random = new Random(1);
        var count = 1;
        while (isOfOldDefinition("v") || isOfOldDefinition("w")) {
            count++;
            var row = random.nextInt(ROWS);
            publish(update(row, count), insert(2, "k" + count, "r" + row));
            pause(10);
            assertThat(count).isLessThan(6000);
        }
        for (int i = 0; i < 50; i++) {
            count++;
            publish(update(random.nextInt(ROWS), count));
        }
        awaitRest();
        first.close();
        reader.stop.set(true);
        running.join();

        assertThat(reader.faults).isEmpty();
        assertThat(reader.reads).isGreaterThan(20);
        assertThat(view("v")).hasSize(ROWS).isEqualTo(selected("v"));
        assertThat(view("w")).isEqualTo(selected("w"));
        await().untilAsserted(() -> assertThat(
                        List.copyOf(PublishedRows.fold(prefix + ".view.v").values()))
                .containsExactlyInAnyOrderElementsOf(
                        view("v").stream().map(PublishedRows::text).toList()));
        assertThat(target.rows("SELECT of_view, state FROM _view ORDER BY 1, 2").toString())
                .isEqualTo(
                        "[{of_view=v, state=live}, {of_view=v, state=old}, {of_view=w, state=live}, {of_view=w, state=old}]");
        assertThat(target.number("SELECT COUNT(*) FROM _old_v")).isEqualTo(ROWS);
    }

    @Test
    void itIsRolledBackAsLongAsTheOldIsKeptWhichIsFreshAndDroppedWhenItIsNotWanted() throws IOException {
        haveCopies();
        define("v", "[id]", OLD);
        start();
        publish(insert(0, "r1", "x1"));
        awaitRest();
        target.stop();
        define("v", "[id]", NEW);
        start("cdc.view.swap=manual");
        awaitRest();
        await().untilAsserted(
                        () -> assertThat(target.number("SELECT COUNT(*) FROM _view WHERE compared_ms IS NOT NULL"))
                                .isOne());
        assertThat(isOfOldDefinition("v")).isTrue();

        wish("swap");
        await().until(() -> !isOfOldDefinition("v"));
        publish(insert(0, "r2", "x1"));
        awaitRest();
        wish("rollback");
        await().until(() -> isOfOldDefinition("v"));

        assertThat(view("v").toString()).isEqualTo("[{id=r1, n=1, s=null}, {id=r2, n=1, s=null}]");
        publish(insert(0, "r3", "x1"));
        awaitRest();
        assertThat(view("v")).hasSize(3);

        // the definition that was rolled back is not tried again by itself
        target.stop();
        start();
        awaitRest();
        wish("drop");
        await().until(() -> target.rows("SHOW TABLES LIKE '\\_old\\_v'").isEmpty());
        assertThat(isOfOldDefinition("v")).isTrue();
        assertThat(target.number("SELECT COUNT(*) FROM _view")).isOne();

        wish("rebuild");
        await().until(() -> !target.rows("SHOW TABLES LIKE '\\_old\\_v'").isEmpty());
        publish(insert(0, "r4", "x1"));
        awaitRest();
        assertThat(view("v")).hasSize(4);
        assertThat(isOfOldDefinition("v")).isTrue();
    }

    @Test
    void aDefinitionWithWhichRowsCannotBeMadeIsNotSwappedAndSaysSo() throws IOException {
        haveCopies();
        define("v", "[id]", OLD);
        start();
        publish(insert(0, "r1", "x1"), insert(2, "k1", "r1"), insert(2, "k2", "r1"));
        awaitRest();
        target.stop();
        define("v", "[id]", "SELECT p.id AS id, k.s AS s FROM t0 p LEFT JOIN t2 k ON k.a = p.id");
        var consumer = start();

        await().untilAsserted(() -> assertThat(
                        consumer.getBean(ViewHealth.class).health().getDetails())
                .hasEntrySatisfying(
                        "v anew",
                        step -> assertThat(step).asString().contains("not swapped", "1 rows cannot be made")));

        assertThat(isOfOldDefinition("v")).isTrue();
        publish(insert(0, "r2", "x1"), delete(2, "k2", "r1"));
        await().untilAsserted(() -> assertThat(view("v").toString()).isEqualTo("[{id=r1, s=s}, {id=r2, s=null}]"));
    }

    @Test
    void aRowThatDiffersFromTheSelectIsFoundBeforeTheSwap() throws IOException {
        haveCopies();
        define("v", "[id]", OLD);
        start();
        publish(insert(0, "r1", "x1"));
        awaitRest();
        target.stop();
        define("v", "[id]", NEW);
        var consumer = start("cdc.view.swap=manual");
        await().untilAsserted(
                        () -> assertThat(target.number("SELECT COUNT(*) FROM _view WHERE compared_ms IS NOT NULL"))
                                .isOne());
        target.jdbc().sql("UPDATE _next_v SET more = 99").update();

        target.jdbc()
                .sql("UPDATE _view SET compared_ms = NULL WHERE state = 'next'")
                .update();
        await().untilAsserted(() -> assertThat(
                        consumer.getBean(ViewHealth.class).health().getDetails().toString())
                .contains("1 rows differ"));

        // it was made anew, and so it is right the next time
        wish("swap");
        await().until(() -> !isOfOldDefinition("v"));
        assertThat(view("v").toString()).contains("more=2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aSwapThatWasBrokenOffIsEnded(int done) throws IOException {
        haveCopies();
        define("v", "[id]", OLD);
        start();
        publish(insert(0, "r1", "x1"));
        awaitRest();
        target.stop();
        define("v", "[id]", NEW);
        start("cdc.view.swap=manual");
        await().untilAsserted(
                        () -> assertThat(target.number("SELECT COUNT(*) FROM _view WHERE compared_ms IS NOT NULL"))
                                .isOne());
        target.stop();

        target.jdbc().sql("UPDATE _view_lock SET table_name = NULL").update();
        for (var rename : RENAMES.subList(0, done)) {
            target.jdbc().sql(rename).update();
        }
        start("cdc.view.swap=manual");
        publish(insert(0, "r2", "x1"));

        awaitRest();
        assertThat(target.number("SELECT COUNT(*) FROM _view_lock WHERE table_name IS NULL"))
                .isZero();
        assertThat(isOfOldDefinition("v")).isEqualTo(done == 0);
        await().untilAsserted(() -> assertThat(view("v")).hasSize(2).isEqualTo(selected("v")));
    }

    /** A copy is there from the first row on. */
    private void haveCopies() {
        publish(insert(1, "x0", null), insert(2, "k0", null));
    }

    private static void pause(int ms) {
        java.util.concurrent.locks.LockSupport.parkNanos(ms * 1_000_000L);
    }

    private void wish(String what) {
        assertThat(target.jdbc()
                        .sql("UPDATE _view SET wish = ? WHERE of_view = 'v' AND state = 'live'")
                        .param(what)
                        .update())
                .isOne();
    }

    private boolean isOfOldDefinition(String view) {
        return target.number("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                        + " AND table_name = '" + view + "' AND column_name = 'children'")
                == 0;
    }

    /** Reads all rows again and again. */
    private final class Reader implements Runnable {
        final AtomicBoolean stop = new AtomicBoolean();
        final List<String> faults = new ArrayList<>();
        private final Map<Object, Integer> seen = new TreeMap<>();
        int reads;

        @Override
        public void run() {
            while (!stop.get()) {
                try {
                    look(target.rows("SELECT id, n FROM v"));
                    reads++;
                } catch (RuntimeException e) {
                    faults.add("read failed: " + e.getMessage());
                }
            }
        }

        private void look(List<Map<String, Object>> rows) {
            if (rows.size() != ROWS) {
                faults.add(rows.size() + " rows");
            }
            for (var row : rows) {
                int n = ((Number) Objects.requireNonNull(row.get("n"))).intValue();
                var before = seen.put(row.get("id"), n);
                if (before != null && before > n) {
                    faults.add("row " + row.get("id") + " went back from " + before + " to " + n);
                }
            }
        }
    }
}
