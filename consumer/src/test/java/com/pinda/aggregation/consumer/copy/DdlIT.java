package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        await().untilAsserted(() -> assertThat(target.rows("SELECT name, `no``te` AS note FROM orders WHERE id = 2"))
                .isEqualTo(List.of(Map.of("name", "more than 20 characters", "note", "n"))));
        target.awaitUp();
    }

    @Test
    void withIgnoreACopyKeepsItsColumnsAndWhatDoesNotFitIsParked() {
        var later = SourceTable.of(prefix, "shop.orders", "id bigint key", "note text", "name varchar(40)");
        target.start("cdc.copy.tables=shop.orders", "cdc.copy.ddl=ignore");
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);

        topics.publish(
                later.update(2, 1L, "n", "b"),
                later.insert(3, 2L, "n", "more than 20 characters"),
                later.insert(4, 3L, "n", "c"));

        target.awaitParked("3 bad");
        assertThat(target.rows("SELECT * FROM orders ORDER BY id"))
                .isEqualTo(List.of(
                        Map.of("id", 1L, "name", "b", "_position", 2L),
                        Map.of("id", 3L, "name", "c", "_position", 4L)));
        target.jdbc().sql("ALTER TABLE orders MODIFY name VARCHAR(40)").update();
        await().untilAsserted(() -> assertThat(target.rows("SELECT name FROM orders WHERE id = 2"))
                .isEqualTo(List.of(Map.of("name", "more than 20 characters"))));
    }

    @Test
    void aColumnThatThePersonDropsFromTheCopyTooIsWrittenNoMore() {
        var before = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "note text");
        target.start("cdc.copy.tables=shop.orders,crm.people", "cdc.copy.threads=1");
        topics.publish(before.insert(1, 1L, "a", "n"), orders.insert(2, 2L, "b"));
        target.awaitChanges(2);

        target.jdbc().sql("ALTER TABLE orders DROP COLUMN note").update();
        topics.publish(orders.update(3, 1L, "c"));

        target.awaitChanges(3);
        assertThat(target.rows("SELECT * FROM orders WHERE id = 1"))
                .isEqualTo(List.of(Map.of("id", 1L, "name", "c", "_position", 3L)));
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
    void columnsThatBecameOfAnotherKindTakeTheirValuesAsTheyAre() {
        var before = SourceTable.of(
                prefix,
                "crm.people",
                "code varchar(20) key",
                "a int",
                "b int",
                "c float",
                "d varchar(20)",
                "e decimal(10,2)",
                "f enum('x')",
                "g date");
        var after = SourceTable.of(
                prefix,
                "crm.people",
                "code varchar(20) key",
                "a decimal(10,2)",
                "b varchar(20)",
                "c double",
                "d int",
                "e int",
                "f varchar(9)",
                "g datetime");
        target.start("cdc.copy.tables=crm.people");
        topics.publish(before.insert(1, "p", 1, 7, 0.5f, "d", new BigDecimal("1.50"), "x", 1));
        target.awaitChanges(1);
        letPass(people);

        topics.publish(after.insert(2, "q", new BigDecimal("1.25"), "007", 0.1, 5, 4, "long one", 1_000_000L));
        target.awaitChanges(2);

        assertThat(target.rows("SELECT CONCAT_WS('|', a, b, c, d, e, f, g) AS v FROM people ORDER BY code"))
                .isEqualTo(List.of(
                        Map.of("v", "1.00|7|0.5|d|1.50|x|1970-01-02 00:00:00"),
                        Map.of("v", "1.25|007|0.1|5|4.00|long one|1970-01-01 00:00:01")));
    }

    @Test
    void aTableWithAnotherPrimaryKeyWaitsUntilAPersonHasGivenItToTheCopy() {
        var later = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20) key");
        target.start("cdc.copy.tables=shop.orders,crm.people");
        topics.publish(orders.insert(1, 1L, "a"), orders.insert(2, 2L, "b"));
        target.awaitChanges(2);
        letPass(orders);

        topics.publish(later.insert(3, 1L, "A"), later.update(4, 2L, "b"), later.delete(5, 1L, "a"));
        topics.publish(people.insert(6, "p", 1));

        var partition = orders.topic() + "-0";
        target.awaitStopped(partition, "has the primary key (id), and its source shop.orders (id,name)");
        await().untilAsserted(
                        () -> assertThat(target.rows("SELECT code FROM people")).hasSize(1));
        var reason = String.valueOf(target.health().getDetails().get(partition));
        target.jdbc().sql(reason.substring(reason.indexOf("ALTER TABLE"))).update();
        await().untilAsserted(() -> assertThat(target.rows("SELECT * FROM orders ORDER BY id"))
                .isEqualTo(List.of(
                        Map.of("id", 1L, "name", "A", "_position", 3L),
                        Map.of("id", 2L, "name", "b", "_position", 4L))));
        target.awaitUp();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evolve | decimal(10,2) | double        | 1.2345678",
                "ignore | decimal(10,2) | decimal(10,4) | 1.2345"
            })
    void whereTheCopyWouldRoundItsValuesATableWaitsForAPerson(String ddl, String before, String after, String value) {
        var then = SourceTable.of(prefix, "shop.orders", "id bigint key", "v " + before);
        var now = SourceTable.of(prefix, "shop.orders", "id bigint key", "v " + after);
        target.start("cdc.copy.tables=shop.orders", "cdc.copy.ddl=" + ddl);
        topics.publish(then.insert(1, 1L, new BigDecimal("1.50")));
        target.awaitChanges(1);
        letPass(orders);

        topics.publish(
                now.insert(2, 2L, after.equals("double") ? (Object) Double.valueOf(value) : new BigDecimal(value)));

        target.awaitStopped(orders.topic() + "-0", "would round or convert");
        target.awaitStopped(orders.topic() + "-0", "ALTER TABLE `orders` MODIFY COLUMN `v` " + after);
        target.jdbc().sql("ALTER TABLE orders MODIFY v varchar(20)").update();
        await().untilAsserted(() -> assertThat(target.rows("SELECT v FROM orders ORDER BY id"))
                .isEqualTo(List.of(Map.of("v", "1.50"), Map.of("v", value))));
        target.awaitUp();
    }

    /** As a person lets an incompatible schema pass. */
    private static void letPass(SourceTable table) {
        for (var part : List.of("key", "value")) {
            var request = HttpRequest.newBuilder(
                            URI.create(Servers.registry().url() + "/config/" + table.topic() + "-" + part))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"NONE\"}"))
                    .build();
            var answer = HttpClient.newHttpClient()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void rowsFromBeforeAColumnWasAddedHaveInItWhatTheSourcesRowsGot() {
        var later = SourceTable.of(
                prefix,
                "shop.orders",
                "id bigint key",
                "name varchar(20)",
                "status int added 7",
                "amount decimal(10,2) added -1.50",
                "note varchar(20) added it's \\ 中",
                "story text added ",
                "flags bit(4) added 5",
                "made year added 0",
                "kind enum('a,b','c') added a,b",
                "tags set('x','y') added x,y",
                "raw varbinary(8) added r",
                "at datetime added 2024-02-29 01:02:03",
                "never date added 0000-00-00",
                "unknown int");
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(orders.insert(1, 1L, "before"));
        target.awaitChanges(1);

        topics.publish(later.insert(
                10,
                2L,
                "after",
                8,
                new BigDecimal("2"),
                "n",
                "s",
                new byte[] {1},
                2025,
                "c",
                "y",
                new byte[] {'w'},
                1L,
                1,
                9));
        topics.publish(orders.insert(3, 3L, "late"), orders.update(4, 1L, "changed"));
        target.awaitChanges(4);

        var columns = "SELECT id, CONCAT_WS('|', name, status, amount, note, CONCAT('<', story, '>'), flags + 0, made,"
                + " kind, tags, CAST(raw AS CHAR), at, IFNULL(never, 'NULL'), IFNULL(unknown, 'NULL')) AS v FROM orders ORDER BY id";
        var added = "|7|-1.50|it's \\ 中|<>|5|0000|a,b|x,y|r|2024-02-29 01:02:03|NULL|NULL";
        assertThat(target.rows(columns))
                .containsExactly(
                        Map.of("id", 1L, "v", "changed" + added),
                        Map.of("id", 2L, "v", "after|8|2.00|n|<s>|1|2025|c|y|w|1970-01-01 00:00:00|1970-01-02|9"),
                        Map.of("id", 3L, "v", "late" + added));
    }

    @Test
    void aColumnThatDoesNotTakeTheValueOfThenAnyMoreComesWithoutIt() {
        var later = SourceTable.of(
                prefix,
                "shop.orders",
                "id bigint key",
                "name varchar(20)",
                "kind enum('x','y') added a",
                "code varchar(3) added unknown");
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(orders.insert(1, 1L, "before"));
        target.awaitChanges(1);

        topics.publish(later.insert(2, 2L, "after", "x", "c"));
        target.awaitChanges(2);

        assertThat(target.rows("SELECT CONCAT_WS('|', id, name, IFNULL(kind, '-'), IFNULL(code, '-')) AS v FROM orders"
                        + " ORDER BY id"))
                .isEqualTo(List.of(Map.of("v", "1|before|-|-"), Map.of("v", "2|after|x|c")));
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
