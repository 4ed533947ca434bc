package com.pinda.aggregation.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.producer.Published.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of keys: the records of a table's topic in their order, and the table that they fold to. */
class KeysIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String[] SETTINGS = {
        "cdc.publish.partitions=1", "cdc.capture.keys=shop.chosen(a,b),shop.uniquechosen(code)"
    };

    @TempDir
    private static Path folder;

    private static ProducerStack stack;
    private static Published published;
    private static List<Source> sources = List.of();

    @BeforeAll
    static void startServers() {
        stack = ProducerStack.start(folder);
        published = stack.published();
        sources = Source.all(folder);
        sources.forEach(source -> stack.producer(source, SETTINGS));
    }

    @AfterAll
    static void stopServers() {
        sources.forEach(Source::end);
        stack.close();
    }

    static Stream<Source> sources() {
        return sources.stream();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aCompositeKeyHasAllItsColumnsAndAnyOfThemMayChange(Source source) {
        source.execute(
                "CREATE TABLE shop.composite (name varchar(9), tenant int, id int, PRIMARY KEY (id, tenant))",
                "INSERT INTO shop.composite VALUES ('a', 1, 1), ('b', 1, 2)",
                "UPDATE shop.composite SET name = 'c' WHERE id = 2",
                "UPDATE shop.composite SET tenant = 2 WHERE id = 1",
                "DELETE FROM shop.composite WHERE id = 2");

        assertThat(records(source, "composite", 8))
                .containsExactly(
                        "c {tenant: 1, id: 1} null -> {name: a, tenant: 1, id: 1}",
                        "c {tenant: 1, id: 2} null -> {name: b, tenant: 1, id: 2}",
                        "u {tenant: 1, id: 2} {name: b, tenant: 1, id: 2} -> {name: c, tenant: 1, id: 2}",
                        "d {tenant: 1, id: 1} {name: a, tenant: 1, id: 1} -> null __debezium.newkey={tenant: 2, id: 1}",
                        "tombstone {tenant: 1, id: 1}",
                        "c {tenant: 2, id: 1} null -> {name: a, tenant: 2, id: 1} __debezium.oldkey={tenant: 1, id: 1}",
                        "d {tenant: 1, id: 2} {name: c, tenant: 1, id: 2} -> null",
                        "tombstone {tenant: 1, id: 2}");
        assertFolds(source, "composite");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aUniqueIndexIsNoKeyUnlessItIsChosen(Source source) {
        for (var table : List.of("uniqueonly", "uniquechosen")) {
            source.execute(
                    "CREATE TABLE shop." + table + " (code varchar(9) NOT NULL UNIQUE, name varchar(9))",
                    "INSERT INTO shop." + table + " VALUES ('x', 'a')",
                    "UPDATE shop." + table + " SET code = 'y'",
                    "DELETE FROM shop." + table);
        }

        assertThat(records(source, "uniqueonly", 3))
                .containsExactly(
                        "c null null -> {code: x, name: a}",
                        "u null {code: x, name: a} -> {code: y, name: a}",
                        "d null {code: y, name: a} -> null");
        assertThat(records(source, "uniquechosen", 6))
                .containsExactly(
                        "c {code: x} null -> {code: x, name: a}",
                        "d {code: x} {code: x, name: a} -> null __debezium.newkey={code: y}",
                        "tombstone {code: x}",
                        "c {code: y} null -> {code: y, name: a} __debezium.oldkey={code: x}",
                        "d {code: y} {code: y, name: a} -> null",
                        "tombstone {code: y}");
        assertFolds(source, "uniquechosen");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void rowsWithoutKeyMayBeTheSameAndAreToldOneByOne(Source source) {
        source.execute(
                "CREATE TABLE shop.nokey (line varchar(9))",
                "INSERT INTO shop.nokey VALUES ('a'), ('a'), ('b'), (NULL)",
                "UPDATE shop.nokey SET line = 'c' WHERE line = 'b'",
                "DELETE FROM shop.nokey WHERE line = 'a' LIMIT 1");

        assertThat(records(source, "nokey", 6))
                .containsExactly(
                        "c null null -> {line: a}",
                        "c null null -> {line: a}",
                        "c null null -> {line: b}",
                        "c null null -> {line: null}",
                        "u null {line: b} -> {line: c}",
                        "d null {line: a} -> null");
        var rows = new ArrayList<String>();
        for (var message : messages(source, "nokey")) {
            rows.remove(String.valueOf(message.change().get("before")));
            if (message.change().get("after") != null) {
                rows.add(String.valueOf(message.change().get("after")));
            }
        }
        assertThat(rows).hasSameSizeAs(source.query("SELECT line FROM shop.nokey"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void chosenColumnsAreTheKeyOfATableWithoutOne(Source source) {
        source.execute(
                "CREATE TABLE shop.chosen (b int NOT NULL, name varchar(9), a int NOT NULL)",
                "INSERT INTO shop.chosen VALUES (1, 'x', 7)",
                "UPDATE shop.chosen SET name = 'y'",
                "UPDATE shop.chosen SET a = 8");

        assertThat(records(source, "chosen", 5))
                .containsExactly(
                        "c {b: 1, a: 7} null -> {b: 1, name: x, a: 7}",
                        "u {b: 1, a: 7} {b: 1, name: x, a: 7} -> {b: 1, name: y, a: 7}",
                        "d {b: 1, a: 7} {b: 1, name: y, a: 7} -> null __debezium.newkey={b: 1, a: 8}",
                        "tombstone {b: 1, a: 7}",
                        "c {b: 1, a: 8} null -> {b: 1, name: y, a: 8} __debezium.oldkey={b: 1, a: 7}");
        assertFolds(source, "chosen");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void keysThatMoveUpInOneStatementDoNotRunIntoEachOther(Source source) {
        source.execute(
                "CREATE TABLE shop.chain (id int PRIMARY KEY, name varchar(9))",
                "INSERT INTO shop.chain VALUES (1, 'a'), (2, 'b')",
                "UPDATE shop.chain SET id = id + 1 ORDER BY id DESC");

        assertThat(records(source, "chain", 8).subList(2, 8))
                .containsExactly(
                        "d {id: 2} {id: 2, name: b} -> null __debezium.newkey={id: 3}",
                        "tombstone {id: 2}",
                        "c {id: 3} null -> {id: 3, name: b} __debezium.oldkey={id: 2}",
                        "d {id: 1} {id: 1, name: a} -> null __debezium.newkey={id: 2}",
                        "tombstone {id: 1}",
                        "c {id: 2} null -> {id: 2, name: a} __debezium.oldkey={id: 1}");
        assertFolds(source, "chain");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aKeyThatIsChangedOverAndOverInOneTransactionIsFoundAtItsLast(Source source) {
        source.execute(
                "CREATE TABLE shop.wandering (id int PRIMARY KEY, name varchar(9))",
                "INSERT INTO shop.wandering VALUES (1, 'a')");
        source.transaction(
                "UPDATE shop.wandering SET id = 2",
                "UPDATE shop.wandering SET id = 3, name = 'b'",
                "UPDATE shop.wandering SET id = 1");

        assertThat(records(source, "wandering", 10).subList(1, 10))
                .containsExactly(
                        "d {id: 1} {id: 1, name: a} -> null __debezium.newkey={id: 2}",
                        "tombstone {id: 1}",
                        "c {id: 2} null -> {id: 2, name: a} __debezium.oldkey={id: 1}",
                        "d {id: 2} {id: 2, name: a} -> null __debezium.newkey={id: 3}",
                        "tombstone {id: 2}",
                        "c {id: 3} null -> {id: 3, name: b} __debezium.oldkey={id: 2}",
                        "d {id: 3} {id: 3, name: b} -> null __debezium.newkey={id: 1}",
                        "tombstone {id: 3}",
                        "c {id: 1} null -> {id: 1, name: b} __debezium.oldkey={id: 3}");
        assertFolds(source, "wandering");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void twoKeysAreSwappedByWayOfAThirdSinceNoSourceTakesItInOneStatement(Source source) {
        source.execute(
                "CREATE TABLE shop.swapped (id int PRIMARY KEY, name varchar(9))",
                "INSERT INTO shop.swapped VALUES (1, 'a'), (2, 'b')");

        assertThatThrownBy(() -> source.execute("UPDATE shop.swapped SET id = CASE id WHEN 1 THEN 2 ELSE 1 END"))
                .hasMessageContaining("Duplicate entry");
        source.transaction(
                "UPDATE shop.swapped SET id = -1 WHERE id = 1",
                "UPDATE shop.swapped SET id = 1 WHERE id = 2",
                "UPDATE shop.swapped SET id = 2 WHERE id = -1");

        assertThat(records(source, "swapped", 11).subList(2, 11))
                .containsExactly(
                        "d {id: 1} {id: 1, name: a} -> null __debezium.newkey={id: -1}",
                        "tombstone {id: 1}",
                        "c {id: -1} null -> {id: -1, name: a} __debezium.oldkey={id: 1}",
                        "d {id: 2} {id: 2, name: b} -> null __debezium.newkey={id: 1}",
                        "tombstone {id: 2}",
                        "c {id: 1} null -> {id: 1, name: b} __debezium.oldkey={id: 2}",
                        "d {id: -1} {id: -1, name: a} -> null __debezium.newkey={id: 2}",
                        "tombstone {id: -1}",
                        "c {id: 2} null -> {id: 2, name: a} __debezium.oldkey={id: -1}");
        assertFolds(source, "swapped");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aRowThatOneEventChangesManyTimesIsToldEachTime(Source source) {
        source.execute(
                "CREATE TABLE shop.often (id int PRIMARY KEY, name varchar(9))",
                "INSERT INTO shop.often VALUES (1, 'a'), (1, 'b'), (1, 'c') ON DUPLICATE KEY UPDATE name = VALUES(name)",
                "INSERT INTO shop.often VALUES (1, 'x'), (2, 'y') ON DUPLICATE KEY UPDATE id = id + 1");

        assertThat(records(source, "often", 9))
                .containsExactly(
                        "c {id: 1} null -> {id: 1, name: a}",
                        "u {id: 1} {id: 1, name: a} -> {id: 1, name: b}",
                        "u {id: 1} {id: 1, name: b} -> {id: 1, name: c}",
                        "d {id: 1} {id: 1, name: c} -> null __debezium.newkey={id: 2}",
                        "tombstone {id: 1}",
                        "c {id: 2} null -> {id: 2, name: c} __debezium.oldkey={id: 1}",
                        "d {id: 2} {id: 2, name: c} -> null __debezium.newkey={id: 3}",
                        "tombstone {id: 2}",
                        "c {id: 3} null -> {id: 3, name: c} __debezium.oldkey={id: 2}");
        assertThat(messages(source, "often").subList(1, 3))
                .as("rows of one event")
                .extracting(message -> source(message).get("pos"))
                .containsOnly(source(messages(source, "often").get(1)).get("pos"));
        assertThat(messages(source, "often").subList(1, 3))
                .extracting(message -> source(message).get("row"))
                .containsExactly(0, 1);
        assertFolds(source, "often");
    }

    private static GenericRecord source(Message message) {
        return (GenericRecord) message.change().get("source");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatReplaceAndOnDuplicateKeyDoIsToldAsTheSourceLogsIt(Source source) {
        source.execute(
                "CREATE TABLE shop.replaced (id int PRIMARY KEY, code varchar(9) UNIQUE, name varchar(9))",
                "INSERT INTO shop.replaced VALUES (1, 'x', 'a'), (2, 'y', 'b')",
                "REPLACE INTO shop.replaced VALUES (1, 'x', 'c')",
                "REPLACE INTO shop.replaced VALUES (3, 'y', 'd')",
                "REPLACE INTO shop.replaced VALUES (1, 'y', 'e')",
                "INSERT INTO shop.replaced VALUES (1, 'z', 'f') ON DUPLICATE KEY UPDATE name = 'g'",
                "INSERT INTO shop.replaced VALUES (5, 'y', 'h') ON DUPLICATE KEY UPDATE id = 5, name = 'h'",
                "INSERT INTO shop.replaced VALUES (5, 'y', 'i') ON DUPLICATE KEY UPDATE name = 'h'",
                "INSERT INTO shop.replaced VALUES (9, 'last', 'last')");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records(source, "replaced", 1))
                        .last()
                        .asString()
                        .contains("last"));
        assertFolds(source, "replaced");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatAForeignKeyCascadesToIsToldWhereTheSourceLogsIt(Source source) {
        source.execute(
                "CREATE TABLE shop.parent (id int PRIMARY KEY)",
                "CREATE TABLE shop.child (id int PRIMARY KEY, parent int, FOREIGN KEY (parent) REFERENCES parent (id)"
                        + " ON DELETE CASCADE ON UPDATE CASCADE)",
                "INSERT INTO shop.parent VALUES (1), (2)",
                "INSERT INTO shop.child VALUES (11, 1), (12, 2)",
                "UPDATE shop.parent SET id = 10 WHERE id = 1",
                "DELETE FROM shop.parent WHERE id = 2",
                "INSERT INTO shop.parent VALUES (3)",
                "INSERT INTO shop.child VALUES (13, 3)");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records(source, "child", 1))
                        .last()
                        .isEqualTo("c {id: 13} null -> {id: 13, parent: 3}"));

        assertFolds(source, "parent");
        if (source.isMariaDb()) {
            assertThat(records(source, "child", 3)).hasSize(3).allMatch(record -> record.startsWith("c "));
            return;
        }
        assertThat(records(source, "child", 6))
                .contains(
                        "u {id: 11} {id: 11, parent: 1} -> {id: 11, parent: 10}",
                        "d {id: 12} {id: 12, parent: 2} -> null");
        assertFolds(source, "child");
    }

    private static List<Message> messages(Source source, String table) {
        return published.read(source.name() + ".shop." + table);
    }

    /** At least so many records, in their order, without quotes. */
    private static List<String> records(Source source, String table, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(messages(source, table)).hasSizeGreaterThanOrEqualTo(count));
        return messages(source, table).stream()
                .map(published::text)
                .map(text -> text.replace("\"", ""))
                .toList();
    }

    /** Each change finds the row of its key as the one before left it, and the last ones are the source's rows. */
    private static void assertFolds(Source source, String table) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (var message : messages(source, table)) {
            var key = String.valueOf(message.key());
            if (message.isTombstone()) {
                assertThat(rows).doesNotContainKey(key);
                continue;
            }
            assertThat(rows.getOrDefault(key, List.of()))
                    .as(published.text(message))
                    .isEqualTo(values(message, "before"));
            rows.put(key, values(message, "after"));
            rows.values().removeIf(List::isEmpty);
        }
        assertThat(rows.values()).containsExactlyInAnyOrderElementsOf(source.query("SELECT * FROM shop." + table));
    }

    /** The values of a row as texts; none where there is no row. */
    private static List<String> values(Message message, String side) {
        var row = (GenericRecord) message.change().get(side);
        return row == null
                ? List.of()
                : row.getSchema().getFields().stream()
                        .map(field -> String.valueOf(row.get(field.pos())))
                        .toList();
    }
}
