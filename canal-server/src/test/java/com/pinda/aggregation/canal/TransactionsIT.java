package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.pinda.aggregation.testkit.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions as a source may write them, beyond the plain ones. */
class TransactionsIT {

    private static Database db;

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeAll
    static void startDatabase() {
        db = Sources.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void emptySource() {
        db.execute(
                "DROP DATABASE IF EXISTS shop",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.t (id INT PRIMARY KEY, name TEXT)");
        settings = Sources.settings(db, folder);
    }

    @Test
    void compressedRowsAndStatementsOfMariaDbArrive() {
        var name = "compressible ".repeat(30).strip();
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("SET GLOBAL log_bin_compress_min_len=256", "SET GLOBAL log_bin_compress=ON");
            db.execute(
                    "INSERT INTO shop.t VALUES (1, '" + name + "')",
                    "UPDATE shop.t SET name=CONCAT(name, '!') WHERE id=1",
                    "ALTER TABLE shop.t ADD COLUMN amount INT COMMENT '" + name + "' FIRST",
                    "DELETE FROM shop.t WHERE id=1");

            client.read(3, true);

            assertThat(client.rows())
                    .containsExactly(
                            "INSERT t id=1,name=" + name,
                            "UPDATE t id=1,name=" + name + "!",
                            "DELETE t amount=NULL,id=1,name=" + name + "!");
            assertThat(client.entries().stream()
                            .filter(e -> e.getEntryType() == EntryType.ROWDATA)
                            .map(e -> e.getHeader().getEventType()))
                    .containsExactly(EventType.INSERT, EventType.UPDATE, EventType.ALTER, EventType.DELETE);
        } finally {
            db.execute("SET GLOBAL log_bin_compress=OFF");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE shop.t SET name='b' WHERE id=1",
                "DELETE FROM shop.t WHERE id=1",
                "INSERT INTO shop.t (id) VALUES (2)"
            })
    void rowsWithoutAllTheirColumnsEndTheProcess(String statement) {
        db.execute("CREATE TABLE shop.other (id INT PRIMARY KEY, name TEXT)", "INSERT INTO shop.t VALUES (1, 'a')");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.other VALUES (1, 'full')", "SET SESSION binlog_row_image=MINIMAL", statement);

            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output()).containsPattern("shop\\.t at mysql-bin\\.\\d+:\\d+ .*binlog_row_image=FULL");
            assertThat(client.rows()).isEmpty();
        }
    }

    @Test
    void theEndOfATransactionThatFillsTheBuffersExactlyArrivesAtOnce() throws SQLException {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            insertOneByOne(0, 1024);
            insertOneByOne(1024, 2048);

            client.read(2048, true);

            await().atMost(Duration.ofSeconds(1)).until(() -> {
                client.poll(true);
                return client.entries().stream()
                                .filter(e -> e.getEntryType() == EntryType.TRANSACTIONEND)
                                .count()
                        == 2;
            });
        }
    }

    @Test
    void capturedRowsOfAPreparedXaTransactionEndTheProcess() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("XA START 'x1'", "INSERT INTO shop.t VALUES (1, 'a')", "XA END 'x1'", "XA PREPARE 'x1'");
            db.execute("XA ROLLBACK 'x1'");

            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output()).containsPattern("XA transaction X'7831'.* at mysql-bin\\.\\d+:\\d+");
            assertThat(client.entries()).isEmpty();
        }
    }

    @Test
    void otherXaTransactionsAreNoHindrance() {
        db.execute(
                "CREATE DATABASE IF NOT EXISTS elsewhere", "CREATE OR REPLACE TABLE elsewhere.t (id INT PRIMARY KEY)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'plain')");
            db.execute("XA START 'x2'", "INSERT INTO elsewhere.t VALUES (1)", "XA END 'x2'", "XA PREPARE 'x2'");
            db.execute("XA COMMIT 'x2'");
            db.execute(
                    "XA START 'x3'",
                    "INSERT INTO shop.t VALUES (2, 'one phase')",
                    "XA END 'x3'",
                    "XA COMMIT 'x3' ONE PHASE");

            client.read(2, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1,name=plain", "INSERT t id=2,name=one phase");
        }
    }

    @Test
    void theGtidsOfMariaDbArriveWithTheFirstAndTheLastEntryOfATransaction() throws SQLException {
        db.execute("SET SESSION gtid_domain_id=3", "INSERT INTO shop.t VALUES (0, 'before')");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("SET SESSION gtid_domain_id=7", "INSERT INTO shop.t VALUES (1, 'a')");
            var first = value("SELECT @@gtid_binlog_pos");
            insertOneByOne(2, 4);
            var second = value("SELECT @@gtid_binlog_pos");

            client.read(3, true);

            assertThat(client.entries().stream().map(TransactionsIT::gtids))
                    .containsExactly(
                            gtid(first, "7"), "END " + sorted(first), gtid(second, "0"), "", "END " + sorted(second));
        }
    }

    private static String gtids(Entry entry) {
        return entry.getEntryType() == EntryType.TRANSACTIONEND
                ? "END " + sorted(entry.getHeader().getGtid())
                : Client.ownGtid(entry);
    }

    private static String gtid(String position, String domain) {
        return Stream.of(position.split(",", -1))
                .filter(g -> g.startsWith(domain + "-"))
                .findFirst()
                .orElseThrow();
    }

    private static String sorted(String position) {
        return Stream.of(position.split(",", -1)).sorted().collect(Collectors.joining(","));
    }

    private static String value(String query) throws SQLException {
        try (var connection = db.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void insertOneByOne(int from, int to) throws SQLException {
        try (var connection = db.connect("shop");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = from; id < to; id++) {
                statement.execute("INSERT INTO t VALUES (" + id + ", 'a')");
            }
            connection.commit();
        }
    }
}
