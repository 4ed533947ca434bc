package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.SchemaChange;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;

/** A record that cannot be applied is parked, and later changes of its key behind it; all others flow. */
class BadDataStopsItselfOnlyIT {

    private static final String TABLES = "cdc.copy.tables=shop.orders";
    private static final byte[] NO_AVRO = "no avro".getBytes(UTF_8);

    private final String prefix = "b" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        topics.create(topics.names().schemaChanges(), 1);
        topics.publish(orders.insert(1, 1L, "a"));
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void eachKindOfPoisonIsParkedAndTheOtherKeysOfItsPartitionFlow() {
        startWithShortNames();
        var good = topics.valueOf(orders.insert(2, 2L, "b"));
        topics.publishRaw(orders.topic(), keyOf(2), NO_AVRO);
        topics.publishRaw(orders.topic(), keyOf(3), new byte[] {0, 0x7f, -1, -1, -1, 1});
        topics.publishRaw(orders.topic(), keyOf(4), new byte[] {0, -1, -1, -1, -1, 1});
        topics.publishRaw(orders.topic(), keyOf(5), Arrays.copyOf(good, good.length / 2));
        topics.publishRaw(orders.topic(), null, good);
        topics.publishRaw(orders.topic(), "x".getBytes(UTF_8), good);
        topics.publishRaw(orders.topic(), "no avro".getBytes(UTF_8), good);
        topics.publishRaw(orders.topic(), keyOf(6), new byte[0]);
        topics.publish(orders.insert(3, 7L, "long"), orders.insert(3, 8L, "b"));

        awaitState(Map.of(1L, "a@1", 8L, "b@3"));
        target.awaitParked("2 bad", "4 bad", "6 bad", "8 bad", "10 bad", "12 bad", "14 bad", "16 bad", "18 bad");
        target.awaitUp();
    }

    @Test
    void changesOfAParkedKeyWaitInTheirOrderAndFollowWhenItIsReleased() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"));
        target.awaitParked("2 bad");
        topics.publish(orders.update(3, 2L, "b"), orders.insert(3, 3L, "c"));
        topics.publish(orders.delete(4, 2L, "b"), orders.insert(5, 2L, "d"));
        awaitState(Map.of(1L, "a@1", 3L, "c@3"));
        target.awaitParked("2 bad", "4 behind", "7 behind", "8 behind", "9 behind");

        allowLongNames();

        awaitState(Map.of(1L, "a@1", 2L, "d@5", 3L, "c@3"));
        target.awaitParked();
        target.awaitChanges(6);
        topics.publish(orders.update(6, 2L, "e"));
        awaitState(Map.of(1L, "a@1", 2L, "e@6", 3L, "c@3"));
    }

    @Test
    void whatCameBeforeABadChangeInItsBatchIsApplied() {
        startWithShortNames();

        topics.publish(orders.update(2, 1L, "b"), orders.update(3, 1L, "long"), orders.update(4, 1L, "longer"));

        awaitState(Map.of(1L, "b@2"));
        target.awaitParked("3 bad", "4 behind");
    }

    @Test
    void aRecordThatNobodyCanReadHoldsUpWhatIsBehindItInItsBatch() {
        var applier = applier(start());
        topics.publishRaw(orders.topic(), keyOf(1), NO_AVRO);
        topics.publish(orders.update(3, 1L, "b"), orders.insert(3, 2L, "c"));

        Polls.of(orders.topic(), 100).forEach(applier::apply);

        assertThat(state()).isEqualTo(Map.of(1L, "a@1", 2L, "c@3"));
        assertThat(target.parked()).containsExactly("2 bad", "4 behind");
    }

    @Test
    void ofABatchOfAThousandWithThreeBadRowsTheOthersAreApplied() {
        var applier = applier(startWithShortNames());
        var events = new ArrayList<SourceTable.Event>();
        for (long id = 1; id <= 1000; id++) {
            events.add(orders.insert(id + 1, id, id == 10 || id == 500 || id == 501 ? "long" : "b"));
        }
        topics.publish(events.toArray(SourceTable.Event[]::new));
        var poll = Polls.of(orders.topic(), 2000);

        var applied =
                poll.stream().mapToLong(each -> applier.apply(each).changes()).sum();

        assertThat(applied).isEqualTo(997);
        assertThat(target.number("SELECT COUNT(*) FROM orders WHERE name = 'b'"))
                .isEqualTo(997);
        assertThat(target.parked()).containsExactly("11 bad", "501 bad", "502 bad");
    }

    @Test
    void aConsumerThatComesAfterAnotherGoesOnWithWhatThatParked() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"), orders.insert(2, 3L, "longer"));
        target.awaitParked("2 bad", "3 bad");
        target.stop();
        topics.publish(orders.update(3, 2L, "b"), orders.insert(3, 4L, "c"));

        target.start(TABLES);

        awaitState(Map.of(1L, "a@1", 4L, "c@3"));
        target.awaitParked("2 bad", "3 bad", "5 behind");
        allowLongNames();
        awaitState(Map.of(1L, "a@1", 2L, "b@3", 3L, "longer@2", 4L, "c@3"));
    }

    @Test
    void aTruncateThatComesWhileARecordIsParkedIsNotUndoneByIt() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"), orders.insert(2, 3L, "longer"));
        target.awaitParked("2 bad", "3 bad");
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("test", 10L, 1L, "shop", "orders", "TRUNCATE", "TRUNCATE TABLE orders"));
        topics.publish(orders.insert(11, 3L, "new"));
        await().untilAsserted(() -> assertThat(target.number("SELECT truncated_position FROM _copy"))
                .isEqualTo(10));
        target.awaitParked("2 bad", "3 bad", "5 behind");

        allowLongNames();

        target.awaitParked();
        awaitState(Map.of(3L, "new@11"));
    }

    @Test
    void aGroupThatIsSetBackParksNothingTwiceAndAppliesNothingPastAParkedRecord() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "b"), orders.insert(2, 3L, "c"));
        topics.publish(orders.update(3, 2L, "long"));
        topics.publishRaw(orders.topic(), keyOf(3), NO_AVRO);
        topics.publish(orders.update(4, 2L, "d"), orders.update(4, 3L, "e"), orders.update(5, 1L, "f"));
        var parked = new String[] {"5 bad", "7 bad", "9 behind", "10 behind"};
        target.awaitParked(parked);
        var state = Map.of(1L, "f@5", 2L, "b@2", 3L, "c@2");
        awaitState(state);

        target.stop();
        target.readAgain();
        target.start(TABLES);
        topics.publish(orders.insert(6, 4L, "g"));

        await().untilAsserted(() -> assertThat(state()).containsEntry(4L, "g@6"));
        target.awaitParked(parked);
        assertThat(state()).containsAllEntriesOf(state);
        target.jdbc()
                .sql("UPDATE _parked SET dropped_because = 'no avro' WHERE record_offset = 7")
                .update();
        allowLongNames();
        awaitState(Map.of(1L, "f@5", 2L, "d@4", 3L, "e@4", 4L, "g@6"));
        target.stop();
        target.readAgain();
        target.start(TABLES);
        topics.publish(orders.insert(7, 5L, "h"), orders.update(7, 3L, "i"));
        awaitState(Map.of(1L, "f@5", 2L, "d@4", 3L, "i@7", 4L, "g@6", 5L, "h@7"));
        target.awaitParked();
    }

    @Test
    void whereNoMoreCanBeParkedThePartitionWaitsUntilSomethingIsReleased() {
        startWithShortNames("cdc.copy.max-parked=2");
        topics.publish(orders.insert(2, 2L, "long"), orders.insert(2, 3L, "longer"), orders.insert(2, 4L, "b"));
        awaitState(Map.of(1L, "a@1", 4L, "b@2"));
        topics.publish(orders.insert(3, 5L, "longest"), orders.insert(3, 6L, "c"));

        target.awaitStopped(orders.topic() + "-0", "cdc.copy.max-parked=2");
        assertThat(state()).isEqualTo(Map.of(1L, "a@1", 4L, "b@2"));

        target.jdbc()
                .sql("UPDATE _parked SET dropped_because = 'not needed' WHERE record_offset = 3")
                .update();
        awaitState(Map.of(1L, "a@1", 4L, "b@2", 6L, "c@3"));
        target.awaitParked("2 bad", "6 bad");
        target.awaitUp();
    }

    @Test
    void aDeadLetterSaysWhatFailedWhereAndFromWhere() {
        startWithShortNames();
        var event = orders.insert(2, 2L, "long");
        topics.publish(event);
        target.awaitParked("2 bad");
        topics.publish(orders.update(3, 2L, "b"));
        target.awaitParked("2 bad", "4 behind");

        var topic = orders.topic() + "." + prefix + "-copy.dlq";
        await().untilAsserted(() -> assertThat(target.number("SELECT COUNT(published_ms) FROM _parked"))
                .isEqualTo(2));
        var letters = Polls.of(topic, 10).get(0);

        var first = letters.iterator().next();
        assertThat(letters.count()).isEqualTo(2);
        assertThat(first.key()).isEqualTo(topics.keyOf(event));
        var headers = new TreeMap<String, String>();
        first.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(headers)
                .containsEntry("__connect.errors.topic", orders.topic())
                .containsEntry("__connect.errors.partition", "0")
                .containsEntry("__connect.errors.offset", "2")
                .containsEntry("__connect.errors.connector.name", prefix + "-copy")
                .containsEntry("__connect.errors.task.id", "0")
                .containsEntry("__connect.errors.stage", "TASK_PUT")
                .containsEntry("__connect.errors.class.name", Rows.class.getName())
                .containsEntry("cdc.parked", "bad")
                .containsEntry("cdc.source.file", "mysql-bin.000001")
                .containsEntry("cdc.source.pos", "2")
                .containsEntry("cdc.source.position", "2");
        assertThat(headers.get("__connect.errors.exception.class.name")).startsWith("org.springframework.");
        assertThat(headers.get("__connect.errors.exception.message")).contains("short");
        assertThat(headers.get("__connect.errors.exception.stacktrace"))
                .contains("BadChangeException", "Caused by")
                .doesNotContain("INSERT INTO");
    }

    @Test
    void aDeadLetterThatTheBrokerDidNotGetIsPublishedByTheNextConsumerAlsoWhenTheRecordIsReleased() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"));
        target.awaitParked("2 bad");
        await().untilAsserted(() -> assertThat(target.number("SELECT COUNT(published_ms) FROM _parked"))
                .isOne());
        target.stop();
        target.jdbc().sql("UPDATE _parked SET published_ms = NULL").update();
        allowLongNames();

        target.start(TABLES);

        awaitState(Map.of(1L, "a@1", 2L, "long@2"));
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM _parked")).isZero());
        assertThat(Polls.ends(orders.topic() + "." + prefix + "-copy.dlq").values())
                .containsExactly(2L);
    }

    @Test
    void healthIsUpAndTellsWhatIsParked() {
        var application = startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"), orders.insert(2, 3L, "longer"));
        target.awaitParked("2 bad", "3 bad");

        var health = application
                .getBean("parkedHealthIndicator", HealthIndicator.class)
                .health();

        assertThat(Objects.requireNonNull(health).getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get(orders.topic()))
                .asString()
                .contains("records=2", "first=" + orders.topic() + "-0@2: ", "short");
        var metrics = application.getBean(MeterRegistry.class);
        await().untilAsserted(() -> assertThat(metrics.get("cdc.parked")
                        .tag("topic", orders.topic())
                        .gauge()
                        .value())
                .isEqualTo(2));
    }

    @Test
    void aCopyThatIsMadeAgainParksAgainWhatItCannotTake() {
        startWithShortNames();
        topics.publish(orders.insert(2, 2L, "long"));
        topics.publishRaw(orders.topic(), keyOf(3), NO_AVRO);
        target.awaitParked("2 bad", "4 bad");
        target.stop();
        target.jdbc().sql("DROP TABLE orders").update();

        target.start(TABLES);

        awaitState(Map.of(1L, "a@1", 2L, "long@2"));
        target.awaitParked("4 bad");
    }

    @Test
    void changesThatKeepComingWhileTheirKeyIsReleasedEndInTheSourcesState() {
        start("cdc.copy.bad-change-retry=50ms");
        target.jdbc().sql("CREATE TABLE gate (closed BOOLEAN)").update();
        target.jdbc().sql("INSERT INTO gate VALUES (TRUE)").update();
        target.jdbc()
                .sql("CREATE TRIGGER gated BEFORE INSERT ON orders FOR EACH ROW"
                        + " IF NEW.name LIKE 'bad%' AND (SELECT closed FROM gate) THEN"
                        + " SIGNAL SQLSTATE '22001' SET MESSAGE_TEXT = 'closed'; END IF")
                .update();
        var seed = System.nanoTime();
        var random = new Random(seed);
        var expected = new TreeMap<>(Map.of(1L, "a@1"));
        for (int position = 2; position <= 600; position++) {
            var id = (long) random.nextInt(8);
            var name = (random.nextInt(4) == 0 ? "bad" : "n") + position;
            if (random.nextInt(5) == 0) {
                topics.publish(orders.delete(position, id, name));
                expected.remove(id);
            } else {
                topics.publish(orders.update(position, id, name));
                expected.put(id, name + "@" + position);
            }
            if (position % 40 == 0) {
                target.jdbc().sql("UPDATE gate SET closed = NOT closed").update();
            }
        }

        target.jdbc().sql("UPDATE gate SET closed = FALSE").update();

        target.awaitChanges(600);
        target.awaitParked();
        assertThat(state()).as("seed " + seed).isEqualTo(expected);
    }

    private ApplicationContext start(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.add(TABLES);
        var application = target.start(all.toArray(String[]::new));
        target.awaitChanges(1);
        return application;
    }

    private ApplicationContext startWithShortNames(String... settings) {
        var application = start(settings);
        target.jdbc()
                .sql("ALTER TABLE orders ADD CONSTRAINT short CHECK (CHAR_LENGTH(name) < 4)")
                .update();
        return application;
    }

    /** For polls of the test's own cut; nothing else reads. */
    private static Applier applier(ApplicationContext application) {
        Polls.stopListeners(application);
        return application.getBean(Applier.class);
    }

    private void allowLongNames() {
        target.jdbc().sql("ALTER TABLE orders DROP CONSTRAINT short").update();
    }

    private byte[] keyOf(long id) {
        return topics.keyOf(orders.insert(1, id, "x"));
    }

    private void awaitState(Map<Long, String> state) {
        await().untilAsserted(() -> assertThat(state()).isEqualTo(state));
    }

    private Map<Long, String> state() {
        var state = new TreeMap<Long, String>();
        target.rows("SELECT id, name, _position FROM orders")
                .forEach(row -> state.put((Long) row.get("id"), row.get("name") + "@" + row.get("_position")));
        return state;
    }
}
