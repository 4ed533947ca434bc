package com.pinda.aggregation.consumer.view;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.SourceTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Views of a running consumer, from the topics of the tables to their rows. */
class ViewsIT extends RunningViews {

    @Test
    void eachViewEqualsItsSelectWhoeverKeepsItAndWhateverIsReadAgain() throws IOException {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            define("v" + i, GeneratedSelect.yaml("v" + i, random));
        }
        var source = new Tables(random);
        start();
        var other = start();

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 150; i++) {
                publish(source.transaction());
            }
            if (round == 0) {
                other.close();
            } else {
                target.awaitChanges(changes);
                target.stop();
                target.readAgain();
                start();
                start();
            }
        }

        awaitRest();
        for (int i = 0; i < 6; i++) {
            assertThat(view("v" + i))
                    .as("seed %d, %s", seed, files.resolve("v" + i + ".yml"))
                    .isEqualTo(selected("v" + i));
            assertThat(List.copyOf(PublishedRows.fold(prefix + ".view.v" + i).values()))
                    .as("topic, seed %d, %s", seed, files.resolve("v" + i + ".yml"))
                    .containsExactlyInAnyOrderElementsOf(
                            view("v" + i).stream().map(PublishedRows::text).toList());
        }
    }

    @Test
    void aRowThatCannotBeMadeIsParkedAndTheOthersFlow() throws IOException {
        define("pairs", "[id]", "SELECT p.id AS id, c.s AS child FROM t0 p LEFT JOIN t1 c ON c.a = p.id");
        start();
        publish(insert(0, "r1", null), insert(0, "r2", null), insert(1, "c1", "r1"), insert(1, "c2", "r1"));
        publish(insert(1, "c3", "r2"));
        await().untilAsserted(() -> assertThat(target.rows("SELECT view_key, cause FROM _view_parked"))
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).contains("[\"r1\"]", "several rows")));
        await().untilAsserted(() -> assertThat(view("pairs").toString()).isEqualTo("[{id=r2, child=s}]"));

        publish(delete(1, "c2", "r1"));

        awaitRest();
        assertThat(view("pairs").toString()).isEqualTo("[{id=r1, child=s}, {id=r2, child=s}]");
        assertThat(target.number("SELECT COUNT(*) FROM _view_parked")).isZero();
    }

    @Test
    void rowsThatATruncateOrATombstoneTakesAreInNoView() throws IOException {
        define(
                "counts",
                "[id]",
                "SELECT p.id AS id, (SELECT COUNT(*) FROM t1 c WHERE c.a = p.id) AS children FROM t0 p");
        define("names", "[id]", "SELECT p.id AS id, c.s AS parent FROM t0 p LEFT JOIN t2 c ON c.id = p.a");
        start();
        publish(insert(0, "r1", "x1"), insert(1, "c1", "r1"), insert(1, "c2", "r1"), insert(2, "x1", null));
        awaitRest();
        assertThat(view("counts").toString() + view("names")).isEqualTo("[{id=r1, children=2}][{id=r1, parent=s}]");

        topics.publishTruncate(tables.get(1), ++position);
        topics.publishTombstone(insert(2, "x1", null));

        await().untilAsserted(() -> assertThat(view("counts").toString() + view("names"))
                .isEqualTo("[{id=r1, children=0}][{id=r1, parent=null}]"));
    }

    @Test
    void aViewThatCannotBeKeptHoldsUpNoOther() throws IOException {
        define("taken", "[id]", "SELECT p.id AS id FROM t0 p");
        define("free", "[id]", "SELECT p.id AS id, p.s AS s FROM t0 p");
        target.jdbc().sql("CREATE TABLE taken (id INT)").update();
        var consumer = start();

        publish(insert(0, "r1", null));

        await().untilAsserted(() -> assertThat(view("free").toString()).isEqualTo("[{id=r1, s=s}]"));
        await().untilAsserted(() -> assertThat(
                        consumer.getBean(ViewHealth.class).health().getDetails())
                .containsOnlyKeys("taken")
                .hasEntrySatisfying(
                        "taken", reason -> assertThat(reason).asString().contains("no view's")));
        target.jdbc().sql("DROP TABLE taken").update();
        await().untilAsserted(() -> assertThat(view("taken").toString()).isEqualTo("[{id=r1}]"));
    }

    @Test
    void aColumnThatBecomesWiderInTheSourceIsWiderInTheView() throws IOException {
        define("free", "[id]", "SELECT p.id AS id, p.s AS s FROM t0 p");
        start();
        publish(insert(0, "r1", null));
        awaitRest();
        var wider = SourceTable.of(
                prefix, "shop.t0", "id varchar(20) key", "a varchar(20)", "b varchar(20)", "n int", "s varchar(80)");
        var text = "x".repeat(70);

        publish(new SourceTable.Event(wider, "c", ++position, null, Arrays.asList("r2", null, null, 1, text)));

        await().untilAsserted(
                        () -> assertThat(view("free").toString()).isEqualTo("[{id=r1, s=s}, {id=r2, s=" + text + "}]"));
    }

    @Test
    void manyKeysAtOnceGoTheirOwnWay() throws IOException {
        define("named", "[id]", "SELECT p.id AS id, c.n AS n FROM t0 p INNER JOIN t1 c ON c.id = p.a");
        start("cdc.view.fan-out=10");
        publish(new SourceTable.Event(tables.get(1), "c", ++position, null, row("x1", null, 1)));
        for (int i = 0; i < 100; i++) {
            publish(insert(0, "r" + i, "x1"));
        }
        awaitRest();
        var before = inBulk();

        publish(new SourceTable.Event(tables.get(1), "u", ++position, row("x1", null, 1), row("x1", null, 2)));

        awaitRest();
        assertThat(target.number("SELECT COUNT(*) FROM named WHERE n = 2")).isEqualTo(100);
        assertThat(inBulk() - before).isEqualTo(100);
    }

    private long inBulk() {
        return target.number("SELECT COALESCE(SUM(end_offset), 0) FROM _view_progress WHERE lane = 'bulk'");
    }

    @Test
    void toFillAViewEachKeyIsAskedForOnce() throws IOException {
        define(
                "both",
                "[id]",
                "SELECT e.id AS id, COUNT(*) AS n FROM (SELECT p.id AS id FROM t0 p UNION ALL SELECT q.id AS id FROM t0 q) e GROUP BY e.id");
        start();
        for (var id : List.of("a", "A", "b")) {
            publish(insert(0, id, "x1"));
        }
        awaitRest();
        var before = inBulk();

        target.jdbc().sql("UPDATE _view SET fills_asked = fills_asked + 1").update();

        await().untilAsserted(
                        () -> assertThat(target.number("SELECT COUNT(*) FROM _view WHERE fills_put < fills_asked"))
                                .isZero());
        assertThat(inBulk() - before).isEqualTo(3);
    }
}
