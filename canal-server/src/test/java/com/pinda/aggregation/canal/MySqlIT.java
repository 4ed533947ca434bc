package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.MySql;
import com.pinda.aggregation.testkit.MySqlProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlIT {

    @TempDir
    private static Path authorities;

    private static Authority authority;
    private static MySql db;

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeAll
    static void startDatabase() {
        assumeThat(MySqlProgram.missing()).isEmpty();
        authority = Authority.in(authorities, "ours");
        db = MySql.start(authority.sign("127.0.0.1").options());
        db.execute(
                "CREATE USER canal IDENTIFIED BY 'secret'",
                "GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO canal");
    }

    @AfterAll
    static void stopDatabase() {
        if (db != null) {
            db.close();
        }
    }

    @BeforeEach
    void emptySource() {
        db.execute("DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop");
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, note VARCHAR(200))");
        settings = Sources.settings(db.port(), folder);
    }

    @Test
    void insertsUpdatesAndDeletesArrive() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "INSERT INTO shop.t VALUES (1, 'a'), (2, 'b')",
                    "UPDATE shop.t SET note='c' WHERE id=1",
                    "DELETE FROM shop.t WHERE id=2");

            client.read(4, true);

            assertThat(client.rows())
                    .containsExactly(
                            "INSERT t id=1,note=a",
                            "INSERT t id=2,note=b",
                            "UPDATE t id=1,note=c",
                            "DELETE t id=2,note=b");
            assertThat(server.status().getString("gtid")).matches("[0-9a-f-]{36}:\\d+");
        }
    }

    @Test
    void aCompressedTransactionArrives() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "SET SESSION binlog_transaction_compression=ON",
                    "INSERT INTO shop.t VALUES (1, REPEAT('a', 200)), (2, REPEAT('a', 200))",
                    "SET SESSION binlog_transaction_compression=OFF",
                    "INSERT INTO shop.t VALUES (3, 'b')");

            client.read(3, true);

            assertThat(client.rows())
                    .containsExactly(
                            "INSERT t id=1,note=" + "a".repeat(200),
                            "INSERT t id=2,note=" + "a".repeat(200),
                            "INSERT t id=3,note=b");
        }
    }

    @Test
    void rowsTellWhatOlderRowsGotInColumnsOfBytes() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    // what the parser cannot follow is read from the source
                    "ALTER TABLE shop.t ADD a VARBINARY(9) INVISIBLE NOT NULL DEFAULT 'it''s', ADD b BINARY(4) NOT NULL"
                            + " DEFAULT 'ab', ADD c BINARY(4) NOT NULL, ADD d VARBINARY(9) DEFAULT 0xFF",
                    "INSERT INTO shop.t (id, c) VALUES (1, 'x')");

            client.read(1, true);

            assertThat(client.addedValues()).last().isEqualTo("{\"a\":\"it's\",\"b\":\"ab\",\"c\":\"\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALL  | shop\\..*  | ok    grant REPLICATION SLAVE: granted",
                "ALL  | shop\\..*  | ok    grant REPLICATION CLIENT: granted",
                "ALL  | shop\\..*  | ok    grant SELECT: granted",
                "ALL  | s.*\\..*   | ok    grant SELECT: granted on all tables that it sees: 1",
                "ALL  | other\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `other`.* TO 'player'@'%'",
                "NONE | shop\\..*  | FAIL  grant REPLICATION SLAVE: not granted -> GRANT REPLICATION SLAVE ON *.* TO"
                        + " 'player'@'%'",
                "NONE | s.*\\..*   | FAIL  grant SELECT: not granted -> GRANT SELECT ON *.* TO 'player'@'%'",
                "NONE | shop\\..*  | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO 'player'@'%'"
            })
    void whatActiveRolesGrantIsGranted(String active, String filter, String line) {
        db.execute(
                "DROP ROLE IF EXISTS reader, replica",
                "CREATE ROLE reader, replica",
                "GRANT SELECT ON shop.* TO reader",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO replica",
                "DROP USER IF EXISTS player",
                "CREATE USER player IDENTIFIED BY 'secret'",
                "GRANT reader, replica TO player",
                "SET DEFAULT ROLE " + active + " TO player");
        var asPlayer = Sources.with(Sources.with(settings, "CANAL_SOURCE_USER", "player"), "CANAL_FILTER", filter);

        try (var server = ServerProcess.start(asPlayer)) {
            await().untilAsserted(() -> assertThat(server.output().lines()).contains(line));
        }
    }

    @Test
    void theBeginOfATransactionCarriesItsGtid() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "SET SESSION gtid_next='3e11fa47-71ca-11e1-9e33-c80aa9429562:23'",
                    "INSERT INTO shop.t VALUES (1, 'a')",
                    "SET SESSION gtid_next='3e11fa47-71ca-11e1-9e33-c80aa9429562:42'",
                    "SET SESSION binlog_transaction_compression=ON",
                    "INSERT INTO shop.t VALUES (2, REPEAT('b', 200))");

            client.read(2, true);

            assertThat(client.entries().stream().map(e -> e.getEntryType() + " " + Client.ownGtid(e)))
                    .containsExactly(
                            "TRANSACTIONBEGIN 3e11fa47-71ca-11e1-9e33-c80aa9429562:23",
                            "ROWDATA ",
                            "TRANSACTIONEND ",
                            "TRANSACTIONBEGIN 3e11fa47-71ca-11e1-9e33-c80aa9429562:42",
                            "ROWDATA ",
                            "TRANSACTIONEND ");
        }
    }

    @Test
    void capturedRowsOfAPreparedXaTransactionEndTheProcess() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("XA START 'x1'", "INSERT INTO shop.t VALUES (1, 'a')", "XA END 'x1'", "XA PREPARE 'x1'");
            db.execute("XA ROLLBACK 'x1'");

            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output()).containsPattern("XA transaction X'7831'.* at \\S+\\.\\d+:\\d+");
            assertThat(client.rows()).isEmpty();
        }
    }

    @Test
    void capturedRowsWithPartsOfDocumentsEndTheProcess() {
        db.execute("CREATE TABLE shop.j (id INT PRIMARY KEY, j JSON)", "CREATE TABLE shop.k LIKE shop.j");
        settings.put("CANAL_FILTER", "shop.j");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "INSERT INTO shop.j VALUES (1, '{\"a\": 1, \"b\": \"x\"}')",
                    "INSERT INTO shop.k SELECT * FROM shop.j",
                    "SET SESSION binlog_row_value_options = PARTIAL_JSON",
                    "UPDATE shop.k SET j = JSON_SET(j, '$.a', 2)",
                    "INSERT INTO shop.j VALUES (2, '\"a\\\\u0000b\"')");
            client.read(2, true);
            assertThat(client.rows())
                    .containsExactly("INSERT j id=1,j={\"a\": 1, \"b\": \"x\"}", "INSERT j id=2,j=\"a\\u0000b\"");

            db.execute(
                    "SET SESSION binlog_row_value_options = PARTIAL_JSON",
                    "UPDATE shop.j SET j = JSON_SET(j, '$.a', 2)");

            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output()).contains("parts of JSON documents only", "PARTIAL_JSON");
        }
    }

    @Test
    void aRestartInTheMiddleLosesNothing() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'a')");
            client.read(1, true);
            db.execute("INSERT INTO shop.t VALUES (2, 'b')");
            client.read(2, false);
            await().until(() -> server.status().getJSONObject("cursor") != null);
            server.stop();
        }
        db.execute("INSERT INTO shop.t VALUES (3, 'c')");

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            client.read(2, true);

            assertThat(client.rows()).containsExactly("INSERT t id=2,note=b", "INSERT t id=3,note=c");
        }
    }

    @Test
    void aRestartOfTheSourceIsSurvived() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'a')");
            client.read(1, true);

            db.stop();
            db.resume();
            db.execute("INSERT INTO shop.t VALUES (2, 'b')");
            client.read(2, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1,note=a", "INSERT t id=2,note=b");
        }
    }

    /** The server keeps what a login proved: the first one of an account takes another way than those after it. */
    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"})
    void theFirstLoginOfAnAccountAndTheLaterOnesSucceed(String ssl) {
        db.execute("FLUSH PRIVILEGES"); // forgets what logins proved
        settings.put("CANAL_SOURCE_SSL", ssl);
        if (ssl.startsWith("VERIFY")) {
            settings.put("CANAL_SOURCE_CA", authority.certificate().toString());
        }
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'a')");

            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1,note=a");
        }
    }
}
