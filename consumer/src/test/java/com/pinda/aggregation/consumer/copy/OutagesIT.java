package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * The database or the broker goes and comes back, or somebody holds rows: nothing is lost, nothing is applied twice.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutagesIT {

    private static final String TABLES = "cdc.copy.tables=shop.orders";
    private static final String SHORT_WAITS =
            "spring.datasource.hikari.connection-init-sql=SET SESSION sql_mode = 'STRICT_ALL_TABLES',"
                    + " time_zone = '+00:00', innodb_lock_wait_timeout = 1, lock_wait_timeout = 1";

    private final String prefix = "o" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aDatabaseThatIsRestartedLosesNothing() {
        topics.create(orders.topic(), 2);
        target.start(TABLES, "spring.kafka.consumer.max-poll-records=20");
        publish(1, 500);
        target.awaitChanges(500);

        var published = CompletableFuture.runAsync(() -> publish(501, 3000));
        await().until(() -> target.number("SELECT SUM(changes) FROM _copy_progress") > 600);
        Servers.database().stop();
        try {
            await().untilAsserted(() -> assertThat(target.health().getStatus()).isEqualTo(Status.DOWN));
        } finally {
            Servers.database().resume();
        }
        published.join();

        assertApplied(3000);
        target.awaitUp();
    }

    @Test
    void aBrokerThatIsRestartedLosesNothing() {
        topics.create(orders.topic(), 2);
        target.start(TABLES, "spring.kafka.consumer.max-poll-records=20");
        publish(1, 1000);
        await().until(() -> target.number("SELECT SUM(changes) FROM _copy_progress") > 100);

        Servers.stopBroker();
        Servers.resumeBroker();
        publish(1001, 2000);

        assertApplied(2000);
        target.awaitUp();
    }

    @Test
    void offsetsThatABrokerDidNotTakeAreCommittedWhenItIsBack() throws SQLException {
        topics.create(orders.topic(), 1);
        target.start(TABLES);
        publish(1, 2);
        target.awaitChanges(2);

        try (var holder = Servers.database().connect(target.name())) {
            holder.setAutoCommit(false);
            execute(holder, "UPDATE orders SET name = 'held' WHERE id = 1");
            topics.publish(
                    orders.update(3, 1L, "b3"),
                    orders.update(4, 2L, "b4"),
                    orders.insert(5, 5L, "v5"),
                    orders.insert(6, 6L, "v6"));
            awaitWaiting(1);
            Servers.stopBroker();
            holder.rollback();
            target.awaitChanges(6);
        } finally {
            Servers.resumeBroker();
        }

        assertThat(state()).isEqualTo(Map.of(1L, "b3@3", 2L, "b4@4", 5L, "v5@5", 6L, "v6@6"));
        assertOffsets();
    }

    @Test
    void aTransactionThatLostADeadlockIsRunAgain() throws SQLException {
        topics.create(orders.topic(), 1);
        target.start(TABLES);
        publish(1, 2);
        target.awaitChanges(2);
        target.jdbc().sql("CREATE TABLE weight (n INT)").update();

        try (var holder = Servers.database().connect(target.name())) {
            holder.setAutoCommit(false);
            execute(holder, "INSERT INTO weight SELECT seq FROM seq_1_to_2000");
            execute(holder, "UPDATE orders SET name = 'held' WHERE id = 2");
            topics.publish(orders.update(3, 1L, "b3"), orders.update(4, 2L, "b4"));
            awaitWaiting(1);
            execute(holder, "UPDATE orders SET name = 'held' WHERE id = 1");
            holder.rollback();
        }
        target.awaitChanges(4);

        assertThat(status("Innodb_deadlocks")).isPositive();
        assertThat(state()).isEqualTo(Map.of(1L, "b3@3", 2L, "b4@4"));
        assertOffsets();
    }

    @Test
    void aTransactionThatWaitedForALockInVainIsRunAgain() throws SQLException {
        topics.create(orders.topic(), 1);
        target.start(TABLES, SHORT_WAITS);
        publish(1, 2);
        target.awaitChanges(2);
        var waits = status("Innodb_row_lock_waits");

        try (var holder = Servers.database().connect(target.name())) {
            holder.setAutoCommit(false);
            execute(holder, "UPDATE orders SET name = 'held' WHERE id = 2");
            topics.publish(orders.update(3, 1L, "b3"), orders.update(4, 2L, "b4"));
            await().untilAsserted(
                            () -> assertThat(status("Innodb_row_lock_waits")).isGreaterThan(waits + 2));
            assertThat(state()).containsEntry(1L, "v1@1");
            holder.rollback();
        }
        target.awaitChanges(4);

        assertThat(state()).isEqualTo(Map.of(1L, "b3@3", 2L, "b4@4"));
        assertOffsets();
    }

    @Test
    void anIdleConsumerTellsOnceThatItsDatabaseIsAwayAndOnceThatItIsBack(CapturedOutput output) {
        topics.create(orders.topic(), 2);
        // one that gives up waiting just as another's look succeeds would tell again
        target.start(TABLES, "cdc.copy.threads=1", "logging.level.com.pinda=INFO");
        publish(1, 2);
        target.awaitChanges(2);

        Servers.database().stop();
        try {
            await().untilAsserted(() -> assertThat(output).contains("database is away, looked at again soon: reason="));
            // three times as long as it is idle before it looks again
            await().during(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(output).containsOnlyOnce("database is away"));
        } finally {
            Servers.database().resume();
        }

        await().untilAsserted(() -> assertThat(output).contains("database is back"));
        await().during(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(output).containsOnlyOnce("database is away").containsOnlyOnce("database is back"));
    }

    /** A table that was made by hand, so that its origin is noted by the poll that comes first. */
    @Test
    void whoHoldsTheConsumersOwnTablesStopsNoPartition() throws SQLException {
        topics.create(orders.topic(), 1);
        var stopped = target.start(TABLES, SHORT_WAITS, "cdc.copy.bad-change-retry=1h")
                .getBean(StoppedPartitions.class);
        target.jdbc()
                .sql("CREATE TABLE orders (id BIGINT PRIMARY KEY, name VARCHAR(20), _position BIGINT NOT NULL)")
                .update();

        try (var holder = Servers.database().connect(target.name())) {
            holder.setAutoCommit(false);
            execute(holder, "INSERT INTO _copy_origin (copy_name, topic, displaced) VALUES ('orders', 'held', FALSE)");
            publish(1, 2);
            await().untilAsserted(() -> assertThat(target.health().getDetails().values())
                    .anySatisfy(reason -> assertThat(reason).asString().contains("Lock wait timeout exceeded")));
            assertThat(stopped.reasons()).isEmpty();
            holder.rollback();
        }

        assertApplied(2);
        target.awaitUp();
    }

    /** The record was refused by a column that was too short, and its reader is made anew by the next start. */
    @Test
    void aParkedRecordWhoseCopyIsInUseStaysParkedForTheReasonThatItHad(CapturedOutput output) throws SQLException {
        var wider = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "note varchar(20)");
        topics.create(orders.topic(), 1);
        target.start(TABLES);
        topics.publish(wider.insert(1, 1L, "a", "n"));
        target.awaitChanges(1);
        target.jdbc().sql("ALTER TABLE orders MODIFY name VARCHAR(1)").update();
        topics.publish(wider.insert(2, 2L, "long", "n"));
        target.awaitParkedBecause("Data too long for column 'name'");
        target.stop();
        target.jdbc()
                .sql("ALTER TABLE orders DROP COLUMN note, MODIFY name VARCHAR(20)")
                .update();

        try (var reader = Servers.database().connect(target.name())) {
            reader.setAutoCommit(false);
            execute(reader, "SELECT COUNT(*) FROM orders");
            target.start(TABLES, SHORT_WAITS);
            await().untilAsserted(() -> assertThat(output)
                    .containsPattern("WARN .*copy not ready yet: table=orders reason=.*another transaction uses it")
                    .containsPattern("WARN .*parked records not tried, .*another transaction uses it")
                    .doesNotContainPattern("another transaction uses it.*\\R\tat "));
            target.awaitParkedBecause("Data too long for column 'name'");
            reader.rollback();
        }

        target.awaitParked();
        assertThat(state()).isEqualTo(Map.of(1L, "a@1", 2L, "long@2"));
    }

    /**
     * Its statement waits for the query, and all that read the copy meanwhile wait for the statement. The other table
     * is read by the same thread.
     */
    @Test
    void aCopyThatSomeoneReadsForLongGetsItsNewColumnLaterAndOtherTablesFlow() throws SQLException {
        var wider = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "note varchar(20)");
        var people = SourceTable.of(prefix, "shop.people", "id bigint key", "name varchar(20)");
        topics.create(orders.topic(), 1);
        topics.create(people.topic(), 1);
        target.start("cdc.copy.tables=shop.orders,shop.people", "cdc.copy.threads=1");
        topics.publish(orders.insert(1, 1L, "a"), people.insert(2, 1L, "p"));
        target.awaitChanges(2);

        try (var reader = Servers.database().connect(target.name())) {
            reader.setAutoCommit(false);
            execute(reader, "SELECT COUNT(*) FROM orders");
            topics.publish(wider.insert(3, 2L, "b", "n"));
            await().until(() -> target.number("SELECT COUNT(*) FROM information_schema.processlist"
                            + " WHERE state LIKE 'Waiting for table metadata lock'")
                    > 0);
            topics.publish(people.insert(4, 2L, "q"));
            await().until(() -> target.number("SELECT COUNT(*) FROM people") == 2);
            target.awaitStopped(orders.topic() + "-0", "while another transaction uses it");
            // refused by the server, which lets those behind it read on
            await().until(() -> target.number("SELECT COUNT(*) FROM information_schema.processlist"
                            + " WHERE state LIKE 'Waiting for table metadata lock'")
                    == 0);
            reader.rollback();
        }

        target.awaitChanges(4);
        assertThat(target.rows("SELECT note FROM orders ORDER BY id"))
                .extracting(row -> row.get("note"))
                .containsExactly(null, "n");
        target.awaitUp();
    }

    private void publish(int from, int to) {
        for (int position = from; position <= to; position += 50) {
            var first = position;
            topics.publish(java.util.stream.IntStream.rangeClosed(first, Math.min(first + 49, to))
                    .mapToObj(p ->
                            p % 3 == 0 ? orders.delete(p, (long) p - 1, "gone") : orders.insert(p, (long) p, "v" + p))
                    .toArray(SourceTable.Event[]::new));
        }
    }

    /** Of each three changes the last deletes what the second inserted. */
    private void assertApplied(int last) {
        var expected = new TreeMap<Long, String>();
        for (long position = 1; position <= last; position++) {
            if (position % 3 == 1 || (position % 3 == 2 && position == last)) {
                expected.put(position, "v" + position + "@" + position);
            }
        }
        target.awaitChanges(last);
        assertThat(state()).isEqualTo(expected);
        assertOffsets();
    }

    /** The database's and the group's offsets are at the end, but for the end of the last transaction. */
    private void assertOffsets() {
        await().untilAsserted(() ->
                assertThat(Polls.groupLag(prefix + "-copy", orders.topic())).isLessThanOrEqualTo(2));
        assertThat(Polls.ends(orders.topic()))
                .allSatisfy((partition, end) -> assertThat(
                                target.number("SELECT COALESCE(MAX(next_offset), 0) FROM _copy_progress WHERE topic = '"
                                        + partition.topic() + "' AND partition_id = " + partition.partition()))
                        .isBetween(end - 1, end));
    }

    private Map<Long, String> state() {
        var state = new TreeMap<Long, String>();
        List<Map<String, Object>> rows = target.rows("SELECT id, name, _position FROM orders");
        rows.forEach(row -> state.put((Long) row.get("id"), row.get("name") + "@" + row.get("_position")));
        return state;
    }

    private void awaitWaiting(long transactions) {
        await().untilAsserted(
                        () -> assertThat(target.number("SELECT COUNT(*) FROM information_schema.innodb_lock_waits"))
                                .isEqualTo(transactions));
    }

    private long status(String variable) {
        return target.number(
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = '" + variable + "'");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
