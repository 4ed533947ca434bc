package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Link;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIT {

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
        db.execute("DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop");
        settings = Sources.settings(db, folder);
    }

    @Test
    void rowsOfTheBasicTypesArriveAsText() {
        db.execute("""
                CREATE TABLE shop.t (
                  id BIGINT UNSIGNED PRIMARY KEY, i INT, s SMALLINT UNSIGNED, b TINYINT(1), d DECIMAL(10,2), f DOUBLE,
                  c VARCHAR(20), x TEXT, dt DATETIME(3), ts TIMESTAMP NULL, da DATE, ti TIME, y YEAR, bi BIT(8),
                  e ENUM('a','b'), st SET('x','y'), va VARBINARY(10), j JSON)""");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("SET time_zone='+00:00'", """
                    INSERT INTO shop.t VALUES (18446744073709551615, -5, 65535, 1, -12.50, 1.5, 'héllo 😀', 'text',
                      '2024-02-29 23:59:59.123', '2024-01-02 03:04:05', '2024-02-29', '-12:34:56', 2024, 255,
                      'b', 'x,y', x'00ff41', '{"a": 1}')""");

            client.read(1, true);

            assertThat(client.rows())
                    .containsExactly(
                            "INSERT t id=18446744073709551615,i=-5,s=65535,b=1,d=-12.50,f=1.5,c=héllo 😀,x=text,"
                                    + "dt=2024-02-29 23:59:59.123,ts=2024-01-02 03:04:05,da=2024-02-29,ti=-12:34:56,y=2024,"
                                    + "bi=255,e=2,st=3,va=\u0000ÿA,j={\"a\": 1}");
        }
    }

    @Test
    void aRestartGoesOnAfterTheAcknowledgementWithoutLoss() {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1)");
            client.read(1, true);
            db.execute("INSERT INTO shop.t VALUES (2)");
            client.read(2, false);
            await().until(() -> server.status().getJSONObject("cursor") != null);
            server.stop();
            assertThat(server.exitCode()).isEqualTo(143);
        }
        db.execute("INSERT INTO shop.t VALUES (3)");

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            client.read(2, true);

            assertThat(client.rows()).containsExactly("INSERT t id=2", "INSERT t id=3");
        }
    }

    @Test
    void aServerKilledBeforeTheFirstAcknowledgementBeginsAtTheSamePlaceAgain() {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY)");
        try (var server = ServerProcess.start(settings).awaitUp()) {
            db.execute("INSERT INTO shop.t VALUES (1)");
            server.kill();
        }

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1");
        }
    }

    @Test
    void rowsOlderThanADdlAreMappedByTheOlderDefinitionAfterARestart() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)");
        try (var server = ServerProcess.start(settings).awaitUp()) {
            server.stop();
        }
        db.execute(
                "INSERT INTO shop.t VALUES (1, 2)",
                "ALTER TABLE shop.t ADD COLUMN f INT DEFAULT 9 FIRST, DROP COLUMN b",
                "INSERT INTO shop.t VALUES (3, 4)");

        for (int run = 0; run < 2; run++) { // the second run reads the same stretch again
            try (var server = ServerProcess.start(settings).awaitUp();
                    var client = Client.connect(server.port())) {
                client.read(2, false);

                assertThat(client.rows().stream().filter(r -> r.startsWith("INSERT")))
                        .containsExactly("INSERT t a=1,b=2", "INSERT t f=3,a=4");
            }
        }
    }

    @Test
    void aStatementThatCannotBeParsedIsMendedFromTheSource() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "INSERT INTO shop.t VALUES (1, 2)",
                    "ALTER TABLE shop.t ADD COLUMN z INT INVISIBLE DEFAULT 7 AFTER a",
                    "INSERT INTO shop.t (a, b) VALUES (3, 4)");

            client.read(2, true);

            assertThat(client.rows().stream().filter(r -> r.startsWith("INSERT")))
                    .containsExactly("INSERT t a=1,b=2", "INSERT t a=3,z=7,b=4");
        }
    }

    @Test
    void aDroppedColumnThatTheHistoryDoesNotHoldIsMendedFromTheSource() {
        db.execute("RESET MASTER", "CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)", "FLUSH BINARY LOGS");
        db.execute("ALTER TABLE shop.t DROP COLUMN b", "INSERT INTO shop.t VALUES (1)");

        // the history begins with the present columns, at a position before the statement
        try (var server = ServerProcess.start(Sources.with(settings, "CANAL_SOURCE_START", "mysql-bin.000002:4"))
                        .awaitUp();
                var client = Client.connect(server.port())) {
            client.read(1, true);

            assertThat(client.rows().stream().filter(r -> r.startsWith("INSERT")))
                    .containsExactly("INSERT t a=1");
        }
    }

    @Test
    void rowsTellWhatOlderRowsGotInColumnsThatWereAdded() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT NOT NULL DEFAULT 5)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "INSERT INTO shop.t VALUES (1, 2)",
                    "ALTER TABLE shop.t ADD COLUMN c INT NOT NULL DEFAULT 7",
                    // what the parser cannot follow is read from the source
                    "ALTER TABLE shop.t ADD COLUMN d VARCHAR(9) INVISIBLE NOT NULL DEFAULT 'it''s', ADD e BIT(3) NOT"
                            + " NULL DEFAULT b'101', ADD f INT NOT NULL, ADD g DATETIME DEFAULT CURRENT_TIMESTAMP, ADD h INT,"
                            + " ALTER c SET DEFAULT 8");
            client.read(1, true);
            assertThat(client.addedValues()).containsOnly("");
            server.stop();
        }

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t (a, f) VALUES (3, 4)");
            await().until(() -> {
                client.poll(true); // the first row comes again where its acknowledgement was not read
                return client.rows().stream().anyMatch(r -> r.startsWith("INSERT t a=3"));
            });

            assertThat(client.addedValues()).last().isEqualTo("{\"c\":\"7\",\"d\":\"it's\",\"e\":\"5\",\"f\":\"0\"}");
        }
    }

    @Test
    void rowsTellWhatOlderRowsGotInColumnsThatAShadowOfTheTableBroughtWithIt() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT NOT NULL DEFAULT 5)");
        try (var server = ServerProcess.start(Sources.with(settings, "CANAL_FILTER", "shop\\.t"))
                        .awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "CREATE TABLE shop._t_gho LIKE shop.t",
                    "ALTER TABLE shop._t_gho ADD c INT NOT NULL DEFAULT 7",
                    "RENAME TABLE shop.t TO shop._t_del, shop._t_gho TO shop.t",
                    "INSERT INTO shop.t VALUES (1, 2, 3)");

            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t a=1,b=2,c=3");
            assertThat(client.addedValues()).last().isEqualTo("{\"c\":\"7\"}");
        }
    }

    @Test
    void aStatementTellsAllItsCapturedTablesWheneverItIsRead() {
        db.execute(
                "CREATE OR REPLACE DATABASE other", "CREATE TABLE other.x (a INT)", "CREATE TABLE other.new_c (a INT)");
        for (var table : List.of("a", "b", "c", "d", "e")) {
            db.execute("CREATE TABLE shop." + table + " (a INT PRIMARY KEY)");
        }
        try (var server = ServerProcess.start(settings).awaitUp()) {
            server.stop();
        }
        db.execute(
                "DROP TABLE other.x, shop.a, shop.b",
                "RENAME TABLE shop.c TO other.old_c, other.new_c TO shop.c",
                "RENAME TABLE shop.d TO shop.f",
                "RENAME TABLE shop.f TO other.f",
                "TRUNCATE shop.c NOWAIT",
                "ALTER TABLE shop.c WAIT 5 ADD z INT",
                "ALTER TABLE shop.c ADD INDEX (z), RENAME TO other.c",
                "CREATE OR REPLACE TABLE shop.e (a INT PRIMARY KEY)",
                "DROP DATABASE shop",
                "CREATE DATABASE shop",
                "CREATE TABLE shop.t (a INT PRIMARY KEY)",
                "INSERT INTO shop.t VALUES (1)");

        for (int run = 0; run < 2; run++) { // the second run reads the same stretch again
            try (var server = ServerProcess.start(settings).awaitUp();
                    var client = Client.connect(server.port())) {
                client.read(1, false);

                assertThat(client.statements())
                        .containsExactly(
                                "ERASE shop.a [[\"shop\",\"a\"],[\"shop\",\"b\"]]",
                                "RENAME shop.c [[\"shop\",\"c\"]]",
                                "RENAME shop.d [[\"shop\",\"d\"],[\"shop\",\"f\"]]",
                                "RENAME shop.f [[\"shop\",\"f\"]]",
                                "TRUNCATE shop.c [[\"shop\",\"c\"]]",
                                "ALTER shop.c [[\"shop\",\"c\"]]",
                                "RENAME shop.c [[\"shop\",\"c\"]]",
                                "QUERY shop.e [[\"shop\",\"e\"]]",
                                "ERASE shop.a [[\"shop\",\"a\"],[\"shop\",\"b\"],[\"shop\",\"c\"],[\"shop\",\"d\"],"
                                        + "[\"shop\",\"e\"],[\"shop\",\"f\"]]",
                                "CREATE shop.t [[\"shop\",\"t\"]]");
            }
        }
    }

    @Test
    void aColumnWhoseNameEndsWithCommitMayBeRenamed() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("ALTER TABLE shop.t RENAME COLUMN b TO last_commit", "INSERT INTO shop.t VALUES (1, 2)");

            client.read(1, true);

            assertThat(client.rows().stream().filter(r -> r.startsWith("INSERT")))
                    .containsExactly("INSERT t a=1,last_commit=2");
        }
    }

    @Test
    void theEarliestStartBuildsDefinitionsFromTheStatementsInTheBinlog() {
        db.execute(
                "RESET MASTER", "CREATE TABLE shop.t (a INT PRIMARY KEY, b INT)", "INSERT INTO shop.t VALUES (1, 2)");
        db.execute("ALTER TABLE shop.t ADD COLUMN f INT FIRST", "INSERT INTO shop.t VALUES (3, 4, 5)");

        try (var server = ServerProcess.start(Sources.with(settings, "CANAL_SOURCE_START", "earliest"))
                        .awaitUp();
                var client = Client.connect(server.port())) {
            client.read(2, true);

            assertThat(client.rows().stream().filter(r -> r.startsWith("INSERT")))
                    .containsExactly("INSERT t a=1,b=2", "INSERT t f=3,a=4,b=5");
        }
    }

    @Test
    void anIdleServerReconnectsWhenTheSourceIsBack() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.stop();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> server.get("/health").statusCode() == 503);
            assertThat(server.status().getString("state")).isEqualTo("reconnecting");
            assertThat(server.status().getString("reason")).isNotBlank();
            db.resume();

            server.awaitUp();
            db.execute("INSERT INTO shop.t VALUES (1)");
            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t a=1");
        }
    }

    @Test
    void theStreamIsCompleteUpToNowWhenAllIsReadAndUpToThenWhileItIsBehind() {
        db.execute("CREATE OR REPLACE DATABASE other", "CREATE TABLE other.t (a INT)");
        try (var link = Link.to(db.port());
                var server = ServerProcess.start(
                                Sources.with(settings, "CANAL_SOURCE_PORT", Integer.toString(link.port())))
                        .awaitUp()) {
            var quiet = System.currentTimeMillis();
            await().until(() -> server.status().getLongValue("complete_ts_ms") > quiet);
            link.stall();
            var stalled = System.currentTimeMillis();
            db.execute("INSERT INTO other.t VALUES (1)"); // is not captured, but nobody knows yet

            for (var until = stalled + 4_000; System.currentTimeMillis() < until; ) {
                assertThat(server.status().getLongValue("complete_ts_ms")).isBetween(quiet, stalled);
            }
            assertThat(server.health()).isEqualTo(200);

            link.resume();
            await().until(() -> server.status().getLongValue("complete_ts_ms") > stalled);
        }
    }

    @Test
    void theStreamIsNotCompleteWhileTheStoreIsFull() {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, x VARCHAR(1000))");
        try (var server = ServerProcess.start(Sources.with(settings, "CANAL_STORE_SIZE", "2048"))
                        .awaitUp();
                var client = Client.connect(server.port())) {
            for (int i = 0; i < 4; i++) {
                db.execute("INSERT INTO shop.t SELECT seq, REPEAT('x', 1000) FROM shop.seq_" + (i * 1000 + 1) + "_to_"
                        + (i + 1) * 1000);
            }
            var written = System.currentTimeMillis();
            await().pollDelay(Duration.ofSeconds(2))
                    .until(() -> server.status().getLongValue("complete_ts_ms") < written);

            client.read(4000, true);

            await().until(() -> server.status().getLongValue("complete_ts_ms") > written);
        }
    }

    @Test
    void aPurgedPositionEndsTheProcess() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1)");
            client.readUntil(EntryType.TRANSACTIONEND, true);
            await().until(() -> server.status().getJSONObject("cursor") != null);
            server.stop();
        }
        db.execute("RESET MASTER", "FLUSH BINARY LOGS", "PURGE BINARY LOGS TO 'mysql-bin.000002'");

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output()).contains("ERROR").contains("1236").contains("the binlog position is not at");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO shop.t VALUES (1)",
                "REPLACE INTO shop.t (a) VALUES (1)",
                "UPDATE shop.t SET a=2 WHERE a=0",
                "DELETE FROM shop.t WHERE a=0",
                "CREATE TABLE shop.u SELECT 1 AS a"
            })
    void aChangeLoggedAsAStatementEndsTheProcess(String change) {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)", "INSERT INTO shop.t VALUES (0)");
        try (var server = ServerProcess.start(settings).awaitUp()) {
            db.execute("SET SESSION binlog_format=STATEMENT", change);

            assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
            assertThat(server.output())
                    .contains("the rows of a statement are missing: " + change.split(" ", -1)[0])
                    .containsPattern("at mysql-bin\\.\\d+:\\d+ was logged as its text");
        }
    }

    @Test
    void aStatementOnTablesThatAreNotCapturedIsPassedOver() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)", "CREATE OR REPLACE DATABASE other");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "SET SESSION binlog_format=STATEMENT",
                    "CREATE TABLE other.t (a INT PRIMARY KEY)",
                    "INSERT INTO other.t SELECT 1",
                    "SET SESSION binlog_format=ROW",
                    "INSERT INTO shop.t VALUES (1)");

            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t a=1");
        }
    }

    @Test
    void aSecondServerOnTheSameDataFolderIsRefused() {
        try (var first = ServerProcess.start(settings).awaitUp();
                var second = ServerProcess.start(settings)) {
            assertThat(second.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(second.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("another canal-server uses the data folder " + folder.resolve("tms"));
            assertThat(first.isUp()).isTrue();
        }
    }

    @Test
    void clientsWithAWrongPasswordAreRefused() {
        db.execute("CREATE TABLE shop.t (a INT PRIMARY KEY)");
        var guarded = Sources.with(Sources.with(settings, "CANAL_USER", "reader"), "CANAL_PASSWORD", "right");
        try (var server = ServerProcess.start(guarded).awaitUp();
                var client = Client.connect(server.port(), "reader", "right")) {
            db.execute("INSERT INTO shop.t VALUES (1)");
            client.read(1, true);

            assertThat(client.rows()).hasSize(1);
            assertThatThrownBy(() -> Client.connect(server.port(), "reader", "wrong"))
                    .hasMessageContaining("auth failed");
        }
    }
}
