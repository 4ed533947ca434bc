package com.pinda.aggregation.torture;

import static com.pinda.aggregation.torture.Trial.PATIENCE;
import static com.pinda.aggregation.torture.Trial.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Hold;
import com.pinda.aggregation.testkit.Moment;
import com.pinda.aggregation.testkit.SqlServer;
import com.pinda.aggregation.torture.load.Load;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.Service;
import com.pinda.aggregation.torture.rig.SourceKind;
import com.pinda.aggregation.torture.rig.Way;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Promise 1: every committed row change is in its topic exactly once, in the source's order for each key, and in its
 * copy, whatever is killed. Each test writes meanwhile and fails where its fault did not take place.
 */
class NothingLostNothingTwiceIT {

    /** Small events: a transaction of many rows has more of them than canal keeps back until it ends, 1024. */
    private static final Trial TRIAL = new Trial(
            Tables.rig().and("shop.late").from(SourceKind.MARIADB, "--binlog-row-event-max-size=256"),
            rig -> new Verdict(rig)::violations);

    /** The first statement of the transaction that applies what was polled. */
    private static final Moment APPLY =
            Moment.statement("SELECT topic, partition_id, next_offset\nFROM _copy_progress FORCE");

    /** The last one before its commit. */
    private static final Moment ADVANCE =
            Moment.statement("INSERT INTO _copy_progress\n  (topic, partition_id, next_offset, position");

    private static final Moment COMMIT = Moment.statement("COMMIT");

    @AfterAll
    static void stop() {
        TRIAL.close();
    }

    private static Rig rig() {
        return TRIAL.rig();
    }

    @Test
    void aProducerIsKilledAfterItGotChangesAndBeforeItSendsThem() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().producer(), rig().link(Way.PRODUCER_KAFKA).holdAt(Moment.PRODUCE)));
    }

    @Test
    void aProducerIsKilledAfterItSentChanges() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().producer(), rig().link(Way.PRODUCER_KAFKA).holdAnswerTo(Moment.PRODUCE)));
    }

    @Test
    void aProducerIsKilledBeforeItCommits() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().producer(), rig().link(Way.PRODUCER_KAFKA).holdAt(Moment.END_TXN)));
    }

    @Test
    void aProducerIsKilledAfterTheCommitOfWhichItDoesNotKnow() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().producer(), rig().link(Way.PRODUCER_KAFKA).holdAnswerTo(Moment.END_TXN)));
    }

    @Test
    void aProducerIsKilledAfterItCommittedAndBeforeItAcknowledges() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().producer(), rig().link(Way.PRODUCER_CANAL).holdAt(Moment.CANAL_ACK)));
    }

    @Test
    void aFrozenProducerThatWakesBesideItsSuccessorIsFencedAndEnds() throws Exception {
        TRIAL.whileWriting(() -> {
            var hold = rig().link(Way.PRODUCER_KAFKA).holdAt(Moment.PRODUCE);
            assertThat(hold.isReached(PATIENCE)).isTrue();
            rig().producer().freeze();
            hold.release();

            rig().spareProducer().start();
            await().until(() -> rig().spareProducer().output().contains("pipeline open"));
            rig().producer().thaw();

            assertThat(rig().producer().ended(PATIENCE))
                    .as(rig().producer()::output)
                    .isTrue();
            assertThat(rig().producer().exitCode()).isEqualTo(4);
            assertThat(rig().spareProducer().isRunning()).isTrue();
        });
    }

    @Test
    void canalServerIsKilled() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().canal().kill();
            rig().canal().start();
        });
    }

    @Test
    void canalServerIsRestarted() throws Exception {
        TRIAL.whileWriting(() -> rig().canal().restart());
    }

    /** When the cut comes, the first part of the transaction is published and applied; canal sends it again. */
    @Test
    void theDumpIsCutInsideATransactionOfManyRows() throws Exception {
        TRIAL.inQuiet(() -> {
            var link = rig().link(Way.CANAL_SOURCE);
            var cuts = link.cuts();
            Load.large(rig().source(), 1);
            var copied = rowsOfBulk(rig().source(), "shop");
            await().ignoreExceptions().until(() -> copiedBulk() == copied);
            var from = logEnd();
            publishingInPartsOf("50KB", () -> {
                link.cutAfter(400_000);
                link.refuse();

                Load.large(rig().source(), 20_000);

                assertThat(logEnd() - from).isGreaterThan(450_000);
                await().until(() -> link.cuts() == cuts + 1);
                await().until(() -> copiedBulk() > copied);
                assertThat(copiedBulk()).isLessThan(copied + 20_000);
                link.heal();
            });
        });
    }

    private static void publishingInPartsOf(String size, Trial.Fault work) throws Exception {
        rig().producerSettings().put("cdc.publish.max-bytes", size);
        rig().producer().restart();
        work.inflict();
        rig().producerSettings().remove("cdc.publish.max-bytes");
        rig().producer().restart();
    }

    private static long copiedBulk() throws Exception {
        return rowsOfBulk(rig().target(), Rig.TARGET);
    }

    private static long rowsOfBulk(SqlServer server, String database) throws Exception {
        try (var connection = server.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM bulk")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Where the source's binlog ends, in bytes; the same file as before. */
    private static long logEnd() throws Exception {
        try (var connection = rig().source().connect("");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW MASTER STATUS")) {
            rows.next();
            return rows.getLong("Position");
        }
    }

    @Test
    void theBrokerIsRestarted() throws Exception {
        TRIAL.whileWriting(() -> rig().broker().restart());
    }

    @Test
    void theBrokerIsKilled() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().broker().kill();
            rig().broker().start();
        });
    }

    @Test
    void theRegistryIsAwayWhileANewTablesSchemaIsNeeded() throws Exception {
        TRIAL.whileWriting(() -> {
            var link = rig().link(Way.PRODUCER_REGISTRY);
            var refused = link.refused();
            link.refuse();
            link.cut();
            rig().source()
                    .execute(
                            "CREATE TABLE shop.late (id int NOT NULL PRIMARY KEY, name varchar(20))",
                            "INSERT INTO shop.late VALUES (1, 'late')");
            await().until(() -> link.refused() > refused);
            await().until(() ->
                    rig().producer().health().text().contains("waiting for the registry (cdc.registry.url)"));
        });
    }

    @Test
    void aConsumerIsKilledAfterItPolled() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().consumer(), rig().link(Way.CONSUMER_TARGET).holdAt(APPLY)));
    }

    @Test
    void aConsumerIsKilledInTheMiddleOfItsTransaction() throws Exception {
        TRIAL.whileWriting(
                () -> killAt(rig().consumer(), rig().link(Way.CONSUMER_TARGET).holdAt(ADVANCE)));
    }

    @Test
    void aConsumerIsKilledAfterTheDatabasesCommitOfWhichItDoesNotKnow() throws Exception {
        TRIAL.whileWriting(() ->
                killWhereOffsetsAreBehind(() -> rig().link(Way.CONSUMER_TARGET).holdAnswerTo(COMMIT)));
    }

    @Test
    void aConsumerIsKilledAfterTheDatabasesCommitAndBeforeThatOfItsOffsets() throws Exception {
        TRIAL.whileWriting(() -> killWhereOffsetsAreBehind(
                () -> rig().link(Way.CONSUMER_KAFKA).holdAt(Moment.offsetCommit(Rig.COPY_GROUP))));
    }

    /** The listener of the checkpoints commits too, so one looks whether the copies were meant. */
    private static void killWhereOffsetsAreBehind(Supplier<Hold> holds) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var hold = holds.get();
            assertThat(hold.isReached(PATIENCE)).isTrue();
            if (CommittedOffsets.areBehind(rig())) {
                killAt(rig().consumer(), hold);
                assertThat(CommittedOffsets.areBehind(rig())).isTrue();
                return;
            }
            hold.release();
        }
        throw new AssertionError("no commit of the copies stood at the point");
    }

    /** What stands at the point is lost with the process. */
    private static void killAt(Service service, Hold hold) {
        assertThat(hold.isReached(PATIENCE))
                .as("%s came to %s", service.name(), hold)
                .isTrue();
        service.kill();
        hold.cut();
    }

    @Test
    void theSourceIsRestarted() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().source().stop();
            rig().source().resume();
        });
    }

    @Test
    void theSourceIsKilled() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().source().kill();
            rig().source().resume();
        });
    }

    @Test
    void theTargetIsRestarted() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().target().stop();
            rig().target().resume();
        });
    }

    @Test
    void theTargetIsKilled() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().target().kill();
            rig().target().resume();
        });
    }

    @Test
    void partitionsMoveEveryTwoSecondsAndWithAConsumerThatIsKilled() throws Exception {
        TRIAL.whileWriting(() -> {
            rig().spareConsumer().launch();
            var guests = new Guests(rig().bootstrapServers());
            assertThat(guests.comeAndGo(5)).isEqualTo(5);
            await().until(() -> rig().spareConsumer().output().contains("Started ConsumerApplication"));
            rig().spareConsumer().kill();
            assertThat(guests.comeAndGo(2)).isEqualTo(2);
        });
    }
}
