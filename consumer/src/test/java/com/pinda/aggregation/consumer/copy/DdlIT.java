package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source's columns change. */
class DdlIT {

    private final String prefix = "d" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable people = SourceTable.of(prefix, "crm.people", "code varchar(20) key", "age int");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        topics.create(people.topic(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void withPauseATableWaitsUntilAPersonHasRunTheStatementThatHealthNames() {
        var later = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(40)", "no`te text");
        target.start("cdc.copy.tables=shop.orders,crm.people", "cdc.copy.ddl=pause");
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);

        topics.publish(orders.update(2, 1L, "b"), later.insert(3, 2L, "more than 20 characters", "n"));
        topics.publish(people.insert(4, "p", 1));

        var partition = orders.topic() + "-0";
        target.awaitStopped(partition, "cdc.copy.ddl=pause");
        await().untilAsserted(
                        () -> assertThat(target.rows("SELECT code FROM people")).hasSize(1));
        assertThat(target.rows("SELECT name FROM orders")).isEqualTo(List.of(Map.of("name", "b")));
        var reason = String.valueOf(target.health().getDetails().get(partition));
        target.jdbc().sql(reason.substring(reason.indexOf("ALTER TABLE"))).update();
        target.awaitUp();
        assertThat(target.rows("SELECT name, `no``te` AS note FROM orders WHERE id = 2"))
                .isEqualTo(List.of(Map.of("name", "more than 20 characters", "note", "n")));
    }

    @Test
    void columnsThatBecameWiderTakeTheirValuesTheKeyToo() {
        var before = SourceTable.of(
                prefix,
                "crm.people",
                "code varchar(4) key",
                "a tinyint",
                "b int unsigned",
                "c char(2)",
                "d text",
                "e varbinary(2)",
                "f datetime",
                "g time",
                "h set('x')",
                "i smallint unsigned");
        var after = SourceTable.of(
                prefix,
                "crm.people",
                "code varchar(40) key",
                "a int",
                "b bigint",
                "c varchar(20)",
                "d mediumtext",
                "e blob",
                "f datetime(6)",
                "g time(3)",
                "h set('x','y')",
                "i mediumint");
        target.start("cdc.copy.tables=crm.people");
        topics.publish(before.insert(1, "p", 1, 1L, "c", "d", new byte[1], 0L, 0L, "x", 65_535));
        target.awaitChanges(1);

        topics.publish(after.insert(
                2,
                "a longer key",
                1_000_000,
                -5_000_000_000L,
                "characters",
                "d".repeat(70_000),
                new byte[20],
                1L,
                1000L,
                "x,y",
                -8_000_000));
        target.awaitChanges(2);

        assertThat(target.rows(
                        "SELECT code, CONCAT_WS('|', a, b, c, LENGTH(d), LENGTH(e), f, g, h, i) AS v FROM people"))
                .containsExactlyInAnyOrder(
                        Map.of("code", "p", "v", "1|1|c|1|1|1970-01-01 00:00:00.000000|00:00:00.000|x|65535"),
                        Map.of(
                                "code",
                                "a longer key",
                                "v",
                                "1000000|-5000000000|characters|70000|20|1970-01-01 00:00:00.000001|00:00:00.001|x,y"
                                        + "|-8000000"));
    }

    @Test
    void aColumnThatComesOrGrowsAndDoesNotFitIntoTheRowIsKeptApartFromIt() {
        var later = SourceTable.of(
                prefix, "shop.orders", "id bigint key", "name varchar(9000)", "a varchar(20000)", "b varchar(9000)");
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);

        topics.publish(later.insert(2, 2L, "中".repeat(9000), "中".repeat(20_000), "b".repeat(9000)));
        target.awaitChanges(2);

        assertThat(target.rows("SELECT CONCAT_WS(' ', CHAR_LENGTH(name), CHAR_LENGTH(a), CHAR_LENGTH(b)) AS lengths"
                        + " FROM orders WHERE id = 2"))
                .isEqualTo(List.of(Map.of("lengths", "9000 20000 9000")));
    }
}
