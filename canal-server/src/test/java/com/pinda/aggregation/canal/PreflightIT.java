package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightIT {

    private static Database db;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startDatabase() {
        db = Sources.start(
                "--binlog-format=STATEMENT",
                "--binlog-row-image=MINIMAL",
                "--binlog-legacy-event-pos=0",
                "--log-bin-compress=ON",
                "--log-bin-compress-min-len=255");
        db.execute(
                "CREATE USER blind IDENTIFIED BY 'secret'",
                "GRANT INSERT ON shop.* TO blind",
                "CREATE USER patterned IDENTIFIED BY 'secret'",
                "GRANT SELECT ON `sh\\_%`.* TO patterned",
                "CREATE USER narrow IDENTIFIED BY 'secret'",
                "CREATE TABLE shop.old (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET big5)",
                "CREATE TABLE shop.ids (id UUID PRIMARY KEY, note TEXT COMPRESSED)",
                "GRANT SELECT ON shop.old TO narrow",
                "CREATE ROLE reader",
                "GRANT SELECT ON shop.* TO reader",
                "CREATE USER player IDENTIFIED BY 'secret'",
                "GRANT reader TO player",
                "SET DEFAULT ROLE reader FOR player",
                "CREATE USER idle IDENTIFIED BY 'secret'",
                "GRANT reader TO idle",
                "CREATE TABLE shop.log (at DATETIME NOT NULL UNIQUE, line TEXT)",
                "CREATE DATABASE elsewhere",
                "CREATE TABLE elsewhere.log (line TEXT)");
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @Test
    void everyFaultOfTheSourceIsNamedWithItsFix() {
        try (var server = ServerProcess.start(Sources.settings(db, folder))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output().lines())
                    .anyMatch(l -> l.startsWith("ok    connection"))
                    .anyMatch(l -> l.startsWith("ok    log_bin"))
                    .anyMatch(l -> l.startsWith("FAIL  binlog_format: STATEMENT -> SET GLOBAL binlog_format=ROW"))
                    .anyMatch(l -> l.startsWith("FAIL  binlog_row_image: MINIMAL -> SET GLOBAL binlog_row_image=FULL"))
                    .anyMatch(l -> l.contains("SET GLOBAL binlog_legacy_event_pos=1"))
                    .anyMatch(l -> l.startsWith("FAIL  log_bin_compress_min_len: 255")
                            && l.contains("SET GLOBAL log_bin_compress_min_len=256"))
                    .anyMatch(l -> l.startsWith("ok    grant REPLICATION SLAVE"))
                    .anyMatch(l -> l.startsWith("FAIL  column types")
                            && l.contains("shop.old.name is in character set big5")
                            && l.contains("shop.ids.id is UUID")
                            && l.contains("shop.ids.note is COMPRESSED"))
                    .noneMatch(l -> l.contains("Exception") || l.startsWith("\tat "));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CANAL_SOURCE_HOST | nowhere.invalid | nobody knows a host of that name",
                "CANAL_SOURCE_PORT | 1 | Connection refused",
                "CANAL_SOURCE_PASSWORD | wrong | Access denied for user 'canal'@'127.0.0.1' (using password: YES)",
                "CANAL_SOURCE_SSL | REQUIRED | MySQL Server does not support SSL"
            })
    void oneLineNamesTheSourceAndWhatIsWrong(String variable, String value, String words) {
        var settings = Sources.with(Sources.settings(db, folder), variable, value);

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output().lines())
                    .noneMatch(line -> line.startsWith("\tat "))
                    .filteredOn(line -> line.startsWith("FAIL  connection: none to canal@"))
                    .singleElement()
                    .asString()
                    .contains(words, "correct canal.source.host, .port, .user, .password, .ssl")
                    .doesNotContain("secret");
        }
    }

    @Test
    void missingGrantsAreNamedWithTheStatementThatGivesThem() {
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_SOURCE_USER", "blind");
        settings = Sources.with(settings, "CANAL_FILTER", "shop\\..*");

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output())
                    .contains("GRANT REPLICATION SLAVE ON *.* TO 'blind'@'%'")
                    .contains("GRANT BINLOG MONITOR ON *.* TO 'blind'@'%'")
                    .contains("GRANT SELECT ON `shop`.* TO 'blind'@'%'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patterned | sh_op\\..* | ok    grant SELECT: granted",
                "patterned | shop\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO 'patterned'@'%'",
                "player | s.*\\..* | ok    grant SELECT: granted on all tables that it sees: 3",
                "blind | s.*\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO 'blind'@'%'",
                "patterned | e.*\\..* | WARN  grant SELECT: it sees no table that the filter's patterns name -> GRANT SELECT ON"
                        + " *.* TO 'patterned'@'%'",
                "patterned | shop\\..*,elsewhere\\.log | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO"
                        + " 'patterned'@'%'; GRANT SELECT ON `elsewhere`.* TO 'patterned'@'%'",
                "player | shop\\..* | ok    grant SELECT: granted",
                "player | elsewhere\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `elsewhere`.* TO 'player'@'%'",
                "idle | shop\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO 'idle'@'%'",
                "narrow | shop\\.old | ok    grant SELECT: granted",
                "narrow | shop\\..* | FAIL  grant SELECT: not granted -> GRANT SELECT ON `shop`.* TO 'narrow'@'%'"
            })
    void grantsAreComparedWithTheFilter(String user, String filter, String line) {
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_SOURCE_USER", user);

        try (var server = ServerProcess.start(Sources.with(settings, "CANAL_FILTER", filter))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output().lines()).contains(line);
        }
    }

    @Test
    void capturedTablesWithoutAPrimaryKeyAreNamedAndNoFault() {
        try (var server = ServerProcess.start(Sources.settings(db, folder))) {
            server.exitCode();

            assertThat(server.output().lines())
                    .contains("ok    primary keys: none in shop.log: published with a null key, not copied,"
                            + " unless key columns are configured");
        }
    }

    @Test
    void capturedTablesThatAForeignKeyChangesUnseenAreNamed() {
        try (var source = Sources.start()) {
            source.execute(
                    "CREATE TABLE shop.parent (id INT PRIMARY KEY)",
                    "CREATE TABLE shop.child (id INT PRIMARY KEY, parent INT,"
                            + " FOREIGN KEY (parent) REFERENCES shop.parent (id) ON DELETE CASCADE)",
                    "CREATE TABLE shop.plain (id INT PRIMARY KEY, parent INT,"
                            + " FOREIGN KEY (parent) REFERENCES shop.parent (id))");

            try (var server =
                    ServerProcess.start(Sources.settings(source, folder)).awaitUp()) {
                assertThat(server.output().lines())
                        .anyMatch(l -> l.startsWith("WARN  foreign keys: CASCADE or SET NULL in shop.child:"));
            }
        }
    }

    @Test
    void aSourceWithoutBinlogIsRefused() {
        try (var silent = Sources.start("--skip-log-bin");
                var server = ServerProcess.start(Sources.settings(silent, folder))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output()).contains("FAIL  log_bin: OFF -> start the database with --log-bin");
        }
    }

    @Test
    void theReplicaIdOfTheSourceIsRefused() {
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_SOURCE_SERVER_ID", "1");

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output()).contains("FAIL  server_id: source 1, this replica 1");
        }
    }

    @Test
    void aWrongSettingIsNamedAndEndsTheProcess() {
        try (var server = ServerProcess.start(Sources.with(Sources.settings(db, folder), "CANAL_STORE_SIZE", "3000"))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output()).contains("canal.store.size=3000 is not allowed; give a power of two");
        }
    }

    @Test
    void anUnknownVariableIsNamedWithTheKnownOnes() {
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_SOURCE_HOSTNAME", "db");

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output())
                    .contains("unknown environment variable CANAL_SOURCE_HOSTNAME; allowed are")
                    .contains("  CANAL_SOURCE_HOST\n");
        }
    }

    @Test
    void theVariablesOfTheImageAreNotUnknown() {
        var settings = Sources.with(Sources.settings(db, folder), "CANAL_PASSWORD_FILE", "/run/secrets/password");

        try (var server = ServerProcess.start(settings)) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output()).contains("ok    connection").doesNotContain("unknown");
        }
    }
}
