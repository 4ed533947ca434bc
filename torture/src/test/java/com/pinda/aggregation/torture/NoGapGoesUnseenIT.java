package com.pinda.aggregation.torture;

import static com.pinda.aggregation.torture.Trial.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.Way;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 6: where changes can no longer be read, the pipeline stops, says which and what to do, and goes on after what
 * docs/operations.md tells; it jumps over nothing.
 */
class NoGapGoesUnseenIT {

    /** Of a binlog that was purged or reset nobody can tell what was in it: only the copies are compared. */
    private static final Trial TRIAL = new Trial(Tables.rig(), rig -> new Copies(rig)::violations);

    private static final Pattern REPAIR = Pattern.compile("canal\\.source\\.start=(\\S+:\\d+)");
    private static final String EPOCH = "cdc.capture.epoch";

    private static int id = 10_000;

    @AfterAll
    static void stop() {
        TRIAL.close();
    }

    private static Rig rig() {
        return TRIAL.rig();
    }

    @Test
    void canalServersFolderIsGoneAndItWouldBeginAtLatest() throws Exception {
        TRIAL.inQuiet(() -> {
            insertAndAwait();
            rig().canal().close();
            insert();
            emptyCanalFolder();
            rig().canalSettings().put("CANAL_SOURCE_START", "latest");
            rig().canal().launch();

            awaitProducerSays("were never published and canal does not send them any more", "between mysql-bin.");
            var after = insert();
            assertStandsStill(after);

            var repair = REPAIR.matcher(rig().producer().health().text());
            assertThat(repair.find()).isTrue();
            beginAnew(repair.group(1));
            awaitCopied(after);
        });
    }

    @Test
    void thePositionWasPurged() throws Exception {
        TRIAL.inQuiet(() -> {
            var before = positionOf(insertAndAwait());
            rig().canal().close();
            var lost = insert();
            purge();

            rig().canal().launch();
            assertThat(rig().canal().ended(Trial.PATIENCE))
                    .as(rig().canal()::output)
                    .isTrue();
            assertThat(rig().canal().exitCode()).isEqualTo(1);
            assertThat(rig().canal().output()).contains("1236", "is not at");
            awaitProducerSays("canal-server is unreachable", "1236", "is not at");

            beginAnew("earliest");
            awaitProducerSays("were never published and canal does not send them any more", "between mysql-bin.");
            var after = insert();
            assertStandsStill(after);

            raiseEpoch();
            awaitCopied(after);
            assertThat(positionOf(after)).isGreaterThan(before);
            rig().source().execute("DELETE FROM shop.orders WHERE id = " + lost); // nobody can know of it
        });
    }

    @Test
    void theBinlogWasReset() throws Exception {
        TRIAL.inQuiet(() -> {
            var before = positionOf(insertAndAwait());
            rig().canal().close();
            var lost = insert();
            rig().source().execute("RESET MASTER");
            var after = insert();

            rig().canal().launch();
            assertThat(rig().canal().ended(Trial.PATIENCE))
                    .as(rig().canal()::output)
                    .isTrue();
            assertThat(rig().canal().exitCode()).isEqualTo(1);
            // the first where the new binlog has a file of that name, the second where it has not
            assertThat(rig().canal().output()).containsAnyOf("the binlog of the source is another one", "1236");
            awaitProducerSays("canal-server is unreachable", "before that it failed");
            assertThat(rig().producer().health().text())
                    .containsAnyOf("the binlog of the source is another one", "1236");

            beginAnew("earliest");
            assertStandsStill(after);

            raiseEpoch();
            awaitCopied(after);
            assertThat(positionOf(after)).isGreaterThan(before);
            rig().source().execute("DELETE FROM shop.orders WHERE id = " + lost);
        });
    }

    @Test
    void aTransactionIsMissingInBetween() throws Exception {
        TRIAL.inQuiet(() -> {
            insertAndAwait();
            rig().link(Way.CANAL_SOURCE).lose(new OneTransaction());
            var lost = insert();
            var after = insert();

            assertThat(rig().canal().ended(Trial.PATIENCE))
                    .as(rig().canal()::output)
                    .isTrue();
            assertThat(rig().canal().exitCode()).isEqualTo(1);
            assertThat(rig().canal().output())
                    .contains("transactions are missing in what the source 1 sends: GTID 0-1-");
            awaitProducerSays(
                    "canal-server is unreachable", "transactions are missing in what the source 1 sends: GTID 0-1-");
            assertStandsStill(after);

            rig().link(Way.CANAL_SOURCE).heal();
            rig().canal().start();
            awaitCopied(lost);
            awaitCopied(after);
        });
    }

    @Test
    void theSourceIsAnotherServer(@TempDir Path folder) throws Exception {
        var before = positionOf(insertAndAwait());
        try (var other = Database.startIn(folder.resolve("other"), "--server-id=77")) {
            other.execute(
                    "CREATE DATABASE shop",
                    "CREATE DATABASE rig",
                    "CREATE TABLE rig.mark (id bigint NOT NULL PRIMARY KEY)");
            Tables.create(other);
            rig().link(Way.CANAL_SOURCE).leadTo(other.port());

            assertThat(rig().canal().ended(Trial.PATIENCE))
                    .as(rig().canal()::output)
                    .isTrue();
            assertThat(rig().canal().output()).contains("the source is another server", "raise cdc.capture.epoch");
            awaitProducerSays("canal-server is unreachable", "the source is another server", "raise cdc.capture.epoch");

            beginAnew("earliest");
            awaitProducerSays("was read from server_id 1, but canal-server reads server_id 77");
            other.execute("INSERT INTO shop.orders VALUES (9, 'other', 1, now(3))");
            assertStandsStill(9);

            raiseEpoch();
            awaitCopied(9);
            assertThat(positionOf(9)).isGreaterThan(before);
        } finally {
            TRIAL.close(); // its copies are of two sources now
        }
    }

    private static int insert() {
        rig().source().execute("INSERT INTO shop.orders VALUES (" + ++id + ", 'x', 1, now(3))");
        return id;
    }

    private static int insertAndAwait() {
        var inserted = insert();
        awaitCopied(inserted);
        return inserted;
    }

    private static void awaitCopied(int order) {
        await().ignoreExceptions().until(() -> positionOf(order) > 0);
    }

    /** Where the copy's row comes from; 0 where there is none. */
    private static long positionOf(int order) throws SQLException {
        try (var target = rig().target().connect(Rig.TARGET);
                var statement = target.createStatement();
                var rows = statement.executeQuery("SELECT _position FROM orders WHERE id = " + order)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** It would have been copied several times over meanwhile. */
    private static void assertStandsStill(int order) {
        await().during(Duration.ofSeconds(4))
                .until(() ->
                        positionOf(order) == 0 && !rig().producer().health().isUp());
    }

    private static void awaitProducerSays(String... texts) {
        await().untilAsserted(() -> {
            var health = rig().producer().health();
            assertThat(health.isUp()).isFalse();
            assertThat(health.text()).contains(texts);
        });
    }

    /** Removes all binlogs but a new one. The server keeps one that it still sends to somebody who is gone. */
    private static void purge() throws SQLException {
        rig().source().execute("FLUSH BINARY LOGS");
        try (var source = rig().source().connect("");
                var statement = source.createStatement()) {
            var present = firstColumn(statement, "SHOW MASTER STATUS");
            await().ignoreExceptions().until(() -> {
                rig().source().execute("PURGE BINARY LOGS TO '" + present.get(0) + "'");
                return firstColumn(statement, "SHOW BINARY LOGS").equals(present);
            });
        }
    }

    private static List<String> firstColumn(Statement statement, String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** As docs/operations.md says: empty folder, start position. */
    private static void beginAnew(String start) throws IOException {
        rig().canal().close();
        emptyCanalFolder();
        rig().canalSettings().put("CANAL_SOURCE_START", start);
        rig().canal().start();
    }

    private static void emptyCanalFolder() throws IOException {
        try (var files = Files.walk(rig().canalData())) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(rig().canalData()))
                    .map(Path::toFile)
                    .forEach(File::delete);
        }
    }

    private static void raiseEpoch() {
        var epoch = Integer.parseInt(rig().producerSettings().getOrDefault(EPOCH, "0"));
        rig().producerSettings().put(EPOCH, Integer.toString(epoch + 1));
        rig().producer().restart();
    }
}
