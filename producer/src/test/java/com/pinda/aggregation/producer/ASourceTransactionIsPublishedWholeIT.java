package com.pinda.aggregation.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.producer.Published.Message;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.MySqlProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 2: all changes of a source transaction are in one Kafka transaction, or, where it is too large for one,
 * marked as unfinished until its last part; and the transaction topic tells how many there are.
 */
class ASourceTransactionIsPublishedWholeIT {

    /** A kind of source, and what a connection says before its transaction. */
    private record Way(Source source, String name, String first) {

        void commit(String... statements) {
            source.transaction(
                    Stream.concat(Stream.of(first), Stream.of(statements)).toArray(String[]::new));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> TABLES = List.of("orders", "lines", "bills", "big");

    /** The column {@code unseen} stays in the source, and so does the table {@code hidden}. */
    private static final String[] SETTINGS = {
        "cdc.capture.exclude-columns=shop.orders.unseen,shop.lines.unseen,shop.bills.unseen",
        "cdc.capture.exclude-tables=shop.hidden",
        "cdc.capture.batch-size-kb=512",
        "cdc.publish.max-bytes=2MB"
    };

    private static final String[] SMALL_PARTS = {
        SETTINGS[0], SETTINGS[1], "cdc.capture.batch-size-kb=64", "cdc.publish.max-bytes=128KB"
    };

    @TempDir
    private static Path folder;

    private static ProducerStack stack;
    private static Published published;
    private static List<Source> sources = List.of();
    private static final Map<Source, JavaProcess> PRODUCERS = new HashMap<>();

    @BeforeAll
    static void startServers() {
        stack = ProducerStack.start(folder);
        published = stack.published();
        sources = Source.all(folder);
        for (var source : sources) {
            createTables(source);
            PRODUCERS.put(source, stack.producer(source, SETTINGS));
        }
    }

    private static void createTables(Source source) {
        for (var table : List.of("orders", "lines", "bills", "hidden")) {
            source.execute("CREATE TABLE shop." + table + " (id int PRIMARY KEY, name varchar(300), unseen int)");
        }
        source.execute("CREATE TABLE shop.big (id int PRIMARY KEY)");
    }

    @AfterAll
    static void stopServers() {
        sources.forEach(Source::end);
        stack.close();
    }

    static Stream<Way> ways() {
        return sources.stream()
                .flatMap(source -> source.isMariaDb()
                        ? Stream.of(new Way(source, "mariadb", "SET @way = 1"))
                        : Stream.of(
                                new Way(source, "mysql", "SET binlog_transaction_compression = OFF"),
                                new Way(source, "mysql compressed", "SET binlog_transaction_compression = ON")));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void allTablesOfATransactionAreInOneKafkaTransactionWithTheirCounts(Way way) {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var from = marks(way).size();
        for (int i = 0; i < 60; i++) {
            way.commit(statements(random).toArray(String[]::new));
        }
        way.commit("INSERT INTO shop.bills VALUES (" + -random.nextInt(1_000_000_000) + ", 'last', 0)");

        var transactions = awaitEnded(way, from, 61);

        assertThat(transactions).as("seed " + seed).hasSize(61);
        var batches = Batches.of(published.read(way.source.name() + ".checkpoint"));
        transactions.forEach(transaction -> {
            assertCounted(transaction);
            assertThat(transaction.all().map(batches::of).distinct())
                    .as("seed %d: %s", seed, transaction.id)
                    .hasSize(1);
        });
        if (way.name.contains("compressed")) {
            assertThat(transactions.get(0).changes.stream()
                            .map(Message::change)
                            .map(change -> ((GenericRecord) change.get("source")).get("pos"))
                            .distinct())
                    .as("one event holds them all")
                    .hasSize(1);
        }
    }

    /** At least one insert, since an empty transaction has no marks. */
    private static List<String> statements(Random random) {
        var tables = List.of("orders", "lines", "bills", "hidden");
        var statements = new ArrayList<String>();
        statements.add("REPLACE INTO shop.orders VALUES (" + random.nextInt(300) + ", '" + random.nextInt() + "', 0)");
        for (int i = random.nextInt(25); i > 0; i--) {
            var table = "shop." + tables.get(random.nextInt(tables.size()));
            var id = random.nextInt(300);
            statements.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "DELETE FROM " + table + " WHERE id = " + id;
                        case 1 -> "UPDATE " + table + " SET name = concat(left(name, 9), '" + i + "') WHERE id = " + id;
                        case 2 -> "UPDATE " + table + " SET unseen = unseen + 1 WHERE id < " + id;
                        case 3 -> "UPDATE IGNORE " + table + " SET id = id + 1000 WHERE id = " + id;
                        default ->
                            "REPLACE INTO " + table + " VALUES (" + id + ", 'a', 0), (" + (id + 1) + ", 'b', 0), ("
                                    + (id + 1) + ", 'c', 0)";
                    });
        }
        return statements;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasRolledBackToASavepointIsNotOfTheTransaction(Way way) {
        var from = marks(way).size();
        way.commit(
                "DELETE FROM shop.orders",
                "INSERT INTO shop.orders VALUES (1, 'stays', 0)",
                "SAVEPOINT here",
                "INSERT INTO shop.orders VALUES (2, 'goes', 0)",
                "REPLACE INTO shop.bills VALUES (2, 'goes', 0)",
                "ROLLBACK TO SAVEPOINT here",
                "INSERT INTO shop.orders VALUES (3, 'stays', 0)");
        way.commit("INSERT INTO shop.orders VALUES (4, 'goes', 0)", "ROLLBACK");

        way.commit("REPLACE INTO shop.lines VALUES (1, 'last " + way + "', 0)");
        var transactions = awaitEnded(way, from, 2);

        assertCounted(transactions.get(0));
        assertThat(transactions.get(0).changes)
                .filteredOn(change -> change.change().get("op").toString().equals("c"))
                .extracting(change -> change.change().get("after").toString())
                .containsExactlyInAnyOrder("{\"id\": 1, \"name\": \"stays\"}", "{\"id\": 3, \"name\": \"stays\"}");
        assertThat(transactions.get(1).counts()).containsExactly(Map.entry("shop.lines", 1L));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatTouchesNothingCapturedIsNoTransactionAndDdlIsNone(Way way) {
        way.commit("REPLACE INTO shop.orders VALUES (1, 'before " + way + "', 0)");
        awaitName(way, "before " + way);
        var from = marks(way).size();

        way.source.execute("CREATE TABLE shop.other" + from + " (id int PRIMARY KEY)");
        way.source.execute("TRUNCATE TABLE shop.other" + from, "DROP TABLE shop.other" + from);
        way.commit("UPDATE shop.orders SET unseen = unseen + 1 WHERE id = 1");
        way.commit("REPLACE INTO shop.hidden VALUES (1, 'hidden', 0)");
        way.commit("REPLACE INTO shop.orders VALUES (1, 'after " + way + "', 0)");
        awaitName(way, "after " + way);

        assertThat(marks(way).subList(from, marks(way).size()))
                .extracting(mark -> mark.change().get("status").toString())
                .containsExactly("BEGIN", "END");
    }

    private static void awaitName(Way way, String name) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(published.read(way.source.name() + ".shop.orders"))
                        .filteredOn(message -> !message.isTombstone())
                        .anySatisfy(message -> assertThat(
                                        String.valueOf(message.change().get("after")))
                                .contains(name)));
    }

    /** Those whose entries have places of their own, and one place for all. */
    static Stream<Way> placings() {
        return ways().filter(way -> !way.name.equals("mysql"));
    }

    @ParameterizedTest
    @MethodSource("placings")
    void aTransactionInPartsIsCountedRightThroughKillsOfProducerAndCanal(Way way) {
        var prefix = way.source.name();
        var producer = PRODUCERS.get(way.source);
        assertThat(producer).isNotNull();
        producer.kill();
        way.source.execute("TRUNCATE TABLE shop.orders", "TRUNCATE TABLE shop.lines");
        var marksBefore = marks(way).size();
        var checkpointsBefore = published.end(prefix + ".checkpoint");
        var rows = LongStream.rangeClosed(1, 20_000)
                .mapToObj(id -> "(" + id + ",'n',0)")
                .toList();
        way.commit(
                "INSERT INTO shop.orders VALUES " + String.join(",", rows),
                "INSERT INTO shop.lines VALUES " + String.join(",", rows),
                "UPDATE shop.orders SET unseen = 1",
                "UPDATE shop.orders SET id = id + 1000000",
                "DELETE FROM shop.lines WHERE id <= 5000");

        for (int kills = 1; kills <= 3; kills++) {
            producer = stack.launch(way.source, JavaProcess.freePort(), SMALL_PARTS);
            awaitCheckpoints(prefix, checkpointsBefore + 8L * kills);
            if (kills == 2) {
                way.source.canal().killAndRestart();
                awaitCheckpoints(prefix, checkpointsBefore + 8L * kills + 4);
            }
            producer.kill();
        }
        PRODUCERS.put(way.source, stack.producer(way.source, SETTINGS));
        var transaction = awaitEnded(way, marksBefore, 1).get(0);

        assertThat(transaction.counts())
                .containsExactly(Map.entry("shop.lines", 25_000L), Map.entry("shop.orders", 60_000L));
        assertCounted(transaction);
        assertUnfinishedUntilTheLastPart(way, transaction, 10);
    }

    private static void awaitCheckpoints(String prefix, long count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> published.end(prefix + ".checkpoint") >= count);
    }

    /**
     * BEGIN is in the first part, END in the last, and no checkpoint before that takes the transaction for complete.
     */
    private static void assertUnfinishedUntilTheLastPart(Way way, Transaction transaction, int atLeast) {
        var checkpoints = published.read(way.source.name() + ".checkpoint");
        var batches = Batches.of(checkpoints);
        var first = batches.of(transaction.begin);
        var last = batches.of(transaction.end);
        assertThat(last - first).isGreaterThan(atLeast);
        assertThat(checkpoints.subList(first, last)).allSatisfy(part -> {
            assertThat(part.change().get("complete")).isEqualTo(false);
            assertThat(part.change().get("transaction_id")).hasToString(transaction.id);
        });
        assertThat(checkpoints.get(last).change().get("complete")).isEqualTo(true);
        assertThat(transaction.changes.stream().mapToInt(batches::of).min()).hasValue(first);
        assertThat(transaction.changes.stream().mapToInt(batches::of).max().orElseThrow())
                .isLessThanOrEqualTo(last);
    }

    @Test
    void aMillionRowsStreamThroughInBoundedMemoryAndHaveNoEndBeforeTheLast() {
        var way = ways().findFirst().orElseThrow();
        var from = marks(way).size();
        var topic = way.source.name() + ".shop.big";
        var before = published.end(topic);

        way.commit("INSERT INTO shop.big SELECT seq FROM shop.seq_1_to_1000000");
        var begun = false;
        var ended = false;
        var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!ended && System.nanoTime() < deadline) {
            var marks = marks(way);
            var rows = published.end(topic) - before;
            begun |= marks.size() == from + 1 && rows > 0 && rows < 1_000_000;
            ended = marks.size() == from + 2;
            assertThat(!ended || rows >= 1_000_000).as("%s rows", rows).isTrue();
        }

        assertThat(begun).as("its first parts were seen before its end").isTrue();
        assertThat(marks(way).get(from + 1).change().get("event_count")).isEqualTo(1_000_000L);
        assertThat(published.count(topic)).isEqualTo(1_000_000);
        var producer = PRODUCERS.get(way.source);
        assertThat(producer).isNotNull();
        assertThat(producer.output()).doesNotContain("OutOfMemoryError").doesNotContain("pipeline failed");
    }

    static Stream<String> kinds() {
        return MySqlProgram.missing().isEmpty() ? Stream.of("mariadb", "mysql") : Stream.of("mariadb");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsThatWereOnlyPreparedNeverReachTheTopics(String kind) {
        var name = "xa_" + kind;
        var source = kind.equals("mysql") ? Source.mySql(name, folder) : Source.mariaDb(name, folder);
        try {
            createTables(source);
            var port = JavaProcess.freePort();
            stack.launch(source, port, SETTINGS).awaitHealthy(ProducerStack.health(port));
            var way = new Way(source, kind, "SET @way = 1");
            var insert = "INSERT INTO shop.orders VALUES (1, 'one phase', 0)";
            if (kind.equals("mysql")) { // which logs one phase as two
                source.execute(insert);
            } else {
                source.execute("XA START 'one'", insert, "XA END 'one'", "XA COMMIT 'one' ONE PHASE");
            }
            var onePhase = awaitEnded(way, 0, 1);

            source.execute(
                    "XA START 'two'",
                    "INSERT INTO shop.orders VALUES (2, 'prepared', 0)",
                    "INSERT INTO shop.bills VALUES (2, 'prepared', 0)",
                    "XA END 'two'",
                    "XA PREPARE 'two'");
            source.execute("XA ROLLBACK 'two'");

            assertThat(source.canal().ended(PATIENCE)).isTrue();
            assertThat(source.canal().output()).contains("captured rows are of the XA transaction");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(ProducerStack.page(port, "health")).contains("DOWN"));
            assertThat(onePhase.get(0).counts()).containsExactly(Map.entry("shop.orders", 1L));
            assertThat(marks(way)).hasSize(2);
            assertThat(published.read(source.name() + ".shop.orders")).hasSize(1);
            assertThat(published.read(source.name() + ".shop.bills")).isEmpty();
        } finally {
            source.end();
        }
    }

    /** A transaction as its topics tell it. */
    private record Transaction(String id, Message begin, Message end, List<Message> changes) {

        Stream<Message> all() {
            return Stream.concat(Stream.of(begin, end), changes.stream());
        }

        /** What its END says. */
        Map<String, Long> counts() {
            var counts = new TreeMap<String, Long>();
            for (var element : (List<?>) end.change().get("data_collections")) {
                var table = (GenericRecord) element;
                counts.put(table.get("data_collection").toString(), (Long) table.get("event_count"));
            }
            return counts;
        }
    }

    /** What the END says is what is there: one number for each record, from 1, in all and for each table. */
    private static void assertCounted(Transaction transaction) {
        var count = (Long) transaction.end.change().get("event_count");
        assertThat(numbers(transaction.changes.stream(), "total_order"))
                .as(transaction.id)
                .isEqualTo(upTo(count));
        var counts = transaction.counts();
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(count);
        counts.forEach((table, ofTable) -> assertThat(numbers(
                        transaction.changes.stream()
                                .filter(change -> change.topic().endsWith("." + table)),
                        "data_collection_order"))
                .as(table)
                .isEqualTo(upTo(ofTable)));
    }

    private static List<Long> numbers(Stream<Message> changes, String field) {
        return changes.map(change -> (Long) change.transaction().get(field))
                .sorted()
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static List<Message> marks(Way way) {
        return published.read(way.source.name() + ".transaction");
    }

    /** Waits for so many transactions after those marks, and reads them with all their changes. */
    private static List<Transaction> awaitEnded(Way way, int from, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(marks(way)).hasSizeGreaterThanOrEqualTo(from + 2 * count));
        var marks = marks(way).subList(from, from + 2 * count);
        var changes = new HashMap<String, List<Message>>();
        for (var table : TABLES) {
            published.read(way.source.name() + ".shop." + table).stream()
                    .filter(message -> !message.isTombstone())
                    .forEach(message -> changes.computeIfAbsent(message.transactionId(), id -> new ArrayList<>())
                            .add(message));
        }
        var transactions = new ArrayList<Transaction>();
        for (int i = 0; i < marks.size(); i += 2) {
            var begin = marks.get(i);
            var end = marks.get(i + 1);
            var id = begin.change().get("id").toString();
            assertThat(begin.change().get("status")).hasToString("BEGIN");
            assertThat(end.change().get("status")).hasToString("END");
            assertThat(end.change().get("id")).hasToString(id);
            assertThat(begin.key()).hasToString("{\"id\": \"" + id + "\"}").isEqualTo(end.key());
            transactions.add(new Transaction(id, begin, end, changes.getOrDefault(id, List.of())));
        }
        return transactions;
    }
}
