package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.Heartbeat;
import com.pinda.aggregation.schema.PartitionEnd;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the checkpoints and heartbeats say of the capture, and of what a copy has yet to apply. */
class CaptureIT {

    private final String prefix = "h" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        topics.create(topics.names().checkpoint(), 1);
        topics.create(topics.names().heartbeat(), 1);
        target.start("cdc.copy.tables=shop.orders", "cdc.copy.max-parked=0");
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void theNewestCheckpointOfEachDestinationIsKeptWhateverIsReadAgain() {
        publish(checkpoint("a", 10, 1000));
        publish(checkpoint("b", 5, 900));
        publish(checkpoint("a", 20, 2000));
        awaitCaptures("a 20 mysql-bin.000001 20 uuid:1-20 2000 2000", "b 5 mysql-bin.000001 5 uuid:1-5 900 900");

        target.stop();
        target.readAgain("-copy-progress");
        target.start("cdc.copy.tables=shop.orders", "spring.kafka.consumer.max-poll-records=1");
        publish(checkpoint("c", 1, 1));

        awaitCaptures(
                "a 20 mysql-bin.000001 20 uuid:1-20 2000 2000",
                "b 5 mysql-bin.000001 5 uuid:1-5 900 900",
                "c 1 mysql-bin.000001 1 uuid:1-1 1 1");
    }

    @Test
    void aHeartbeatTellsThatACheckpointIsStillTheNewestAndOneOfACheckpointThatDidNotComeYetTellsNothing() {
        publish(checkpoint("a", 10, 1000));
        awaitCaptures("a 10 mysql-bin.000001 10 uuid:1-10 1000 1000");

        topics.publish(topics.names().heartbeat(), new Heartbeat("a", 10L, 5000L));
        topics.publish(topics.names().heartbeat(), new Heartbeat("b", 1L, 6000L));
        awaitCaptures("a 10 mysql-bin.000001 10 uuid:1-10 1000 5000");
        topics.publish(topics.names().heartbeat(), new Heartbeat("a", 11L, 7000L));
        topics.publish(topics.names().heartbeat(), new Heartbeat("a", 10L, 4000L));
        publish(checkpoint("b", 1, 1));

        awaitCaptures("a 10 mysql-bin.000001 10 uuid:1-10 1000 5000", "b 1 mysql-bin.000001 1 uuid:1-1 1 1");
    }

    @Test
    void whatIsPendingLiesBetweenWhatWasAppliedAndTheEndsOfTheNewestCheckpoint() {
        topics.publish(orders.insert(1, 1L, "a"), orders.insert(2, 2L, "b"));
        target.awaitChanges(2);

        publish(checkpoint("a", 2, 1, end(orders.topic(), 2), end(prefix + ".shop.other", 90)));
        awaitPending(0);
        publish(checkpoint("a", 9, 2, end(orders.topic(), 4)));
        awaitPending(2);
        publish(checkpoint("a", 10, 3, end(prefix + ".shop.other", 99)));
        awaitCaptures("a 10 mysql-bin.000001 10 uuid:1-10 3 3");
        assertThat(pending()).isEqualTo(2);
        topics.publish(orders.insert(8, 3L, "c"));
        target.awaitChanges(3);

        assertThat(pending()).isZero();
        assertThat(target.number("SELECT COUNT(*) FROM _copy_progress")).isOne();
    }

    @Test
    void aTableOfWhichNothingWasAppliedYetHasItsChangesPending() {
        topics.publishRaw(orders.topic(), new byte[8], new byte[] {1});
        publish(checkpoint("a", 1, 1, end(orders.topic(), 1)));

        awaitPending(1);
    }

    private void publish(Checkpoint checkpoint) {
        topics.publish(topics.names().checkpoint(), checkpoint);
    }

    private static Checkpoint checkpoint(String destination, long position, long committed, PartitionEnd... ends) {
        return Checkpoint.newBuilder()
                .setDestination(destination)
                .setPosition(position)
                .setFile("mysql-bin.000001")
                .setPos(position)
                .setOrdinal(0)
                .setGtid("uuid:1-" + position)
                .setServerId(1)
                .setCommitTsMs(committed)
                .setPublishedTsMs(committed + 1)
                .setComplete(true)
                .setChanges(1)
                .setEnds(List.of(ends))
                .build();
    }

    private static PartitionEnd end(String topic, long offset) {
        return new PartitionEnd(topic, 0, offset);
    }

    private void awaitCaptures(String... captures) {
        await().untilAsserted(() -> assertThat(target.jdbc()
                        .sql("SELECT CONCAT_WS(' ', destination, position, file, pos, gtid, commit_ts_ms, alive_ts_ms)"
                                + " FROM _capture ORDER BY destination")
                        .query(String.class)
                        .list())
                .containsExactly(captures));
    }

    private void awaitPending(long records) {
        await().untilAsserted(() -> {
            assertThat(target.number("SELECT COUNT(*) FROM _capture")).isOne();
            assertThat(pending()).isEqualTo(records);
        });
    }

    private long pending() {
        return target.number("SELECT SUM(GREATEST(end_offset - next_offset, 0)) FROM _copy_progress WHERE topic = '"
                + orders.topic() + "'");
    }
}
