package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.pinda.aggregation.testkit.MySql;
import com.pinda.aggregation.testkit.MySqlProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cursor is kept, and another server answers at the source's address. */
class OtherSourceIT {

    private static final String[] WRITES = {
        "CREATE TABLE shop.t (a INT PRIMARY KEY)", "INSERT INTO shop.t VALUES (1)", "INSERT INTO shop.t VALUES (2)"
    };

    @TempDir
    private Path folder;

    @Test
    void anotherMySqlIsRefusedByItsUuid() {
        assumeThat(MySqlProgram.missing()).isEmpty();
        String expected;
        try (var db = mysql()) {
            expected = uuid(db);
            readAndAcknowledge(Sources.settings(db.port(), folder), () -> db.execute(WRITES));
        }

        try (var other = mysql();
                var server = ServerProcess.start(Sources.settings(other.port(), folder))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output())
                    .contains("expected server_uuid=" + expected + ", found server_uuid=" + uuid(other))
                    .contains("empty the data folder " + folder.resolve("tms"))
                    .contains("canal.source.start")
                    .contains("cdc.capture.epoch");
        }
    }

    @Test
    void anotherMariaDbIsRefusedByTheTimeItsBinlogWasBegun() {
        try (var db = Sources.start()) {
            readAndAcknowledge(Sources.settings(db, folder), () -> db.execute(WRITES));
        }

        try (var other = Sources.start()) {
            other.execute(WRITES);
            other.execute("INSERT INTO shop.t VALUES (3)");
            try (var server = ServerProcess.start(Sources.settings(other, folder))) {
                assertThat(server.exitCode()).isEqualTo(CanalServer.FAILED);
                assertThat(server.output())
                        .contains("the binlog of the source is another one: expected mysql-bin.000001 of server_id=1")
                        .contains("cdc.capture.epoch");
            }
        }
    }

    @Test
    void anotherMariaDbIsRefusedByItsId() {
        try (var db = Sources.start()) {
            readAndAcknowledge(Sources.settings(db, folder), () -> db.execute(WRITES));
        }

        try (var other = Sources.start("--server-id=7");
                var server = ServerProcess.start(Sources.settings(other, folder))) {
            assertThat(server.exitCode()).isEqualTo(CanalServer.REFUSED);
            assertThat(server.output()).contains("expected server_id=1, found server_id=7");
        }
    }

    private static void readAndAcknowledge(Map<String, String> settings, Runnable writes) {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            writes.run();
            client.read(2, true).readUntil(EntryType.TRANSACTIONEND, true);
            await().until(() -> server.status().getJSONObject("cursor") != null);
            server.stop();
        }
    }

    private static MySql mysql() {
        var db = MySql.start();
        db.execute(
                "CREATE USER canal IDENTIFIED BY 'secret'",
                "GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO canal",
                "CREATE DATABASE shop");
        return db;
    }

    private static String uuid(MySql db) {
        try (var connection = db.connect("");
                var rows = connection.createStatement().executeQuery("SELECT @@server_uuid")) {
            rows.next();
            return rows.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
