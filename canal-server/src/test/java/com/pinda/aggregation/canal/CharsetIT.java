package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.otter.canal.protocol.CanalEntry.Column;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.pinda.aggregation.testkit.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts in other character sets than UTF-8, however their columns came to them. */
class CharsetIT {

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
    void textsAreReadInTheCharacterSetOfTheirColumn() {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, a VARCHAR(9) CHARACTER SET latin1, b CHAR(9) CHARACTER SET"
                + " gbk, c TEXT CHARACTER SET utf16, d ENUM('ä', '中') CHARACTER SET gbk, e VARCHAR(300) CHARACTER SET"
                + " ucs2)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'Ã¤€', '中文—', '中😀 a', '中', 'é中')");

            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1,a=Ã¤€,b=中文—,c=中😀 a,d=2,e=é中");
        }
    }

    @Test
    void aTableThatComesLaterIsReadByItsOwnCharacterSetOrThatOfItsDatabase() {
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "CREATE TABLE shop.sized (id INT PRIMARY KEY, a TEXT(500)) CHARSET=utf8mb4",
                    "INSERT INTO shop.sized VALUES (1, '中')",
                    "CREATE TABLE shop.own (id INT PRIMARY KEY, a VARCHAR(9)) CHARSET=gbk",
                    "INSERT INTO shop.own VALUES (1, '中')",
                    "CREATE TABLE shop.collated (id INT PRIMARY KEY, a VARCHAR(9) COLLATE latin1_bin)",
                    "INSERT INTO shop.collated VALUES (1, 'Ã¤')",
                    "ALTER DATABASE shop CHARACTER SET latin1",
                    "CREATE TABLE shop.silent (id INT PRIMARY KEY, a VARCHAR(9))",
                    "INSERT INTO shop.silent VALUES (1, 'Ã¤')",
                    "ALTER TABLE shop.own ADD b VARCHAR(9)",
                    "UPDATE shop.own SET b='文'");

            client.read(5, true);

            assertThat(client.rows())
                    .containsExactly(
                            "INSERT sized id=1,a=中",
                            "INSERT own id=1,a=中",
                            "INSERT collated id=1,a=Ã¤",
                            "INSERT silent id=1,a=Ã¤",
                            "UPDATE own id=1,a=中,b=文");
        }
    }

    @Test
    void aColumnThatIsAnotherOneByNowIsReadByTheCharacterSetOfItsTable() {
        db.execute(
                "ALTER DATABASE shop CHARACTER SET latin1",
                "CREATE TABLE shop.t (id INT PRIMARY KEY, a VARCHAR(9)) CHARSET=utf8mb4");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'ä')");
            client.read(1, false);
        }
        db.execute(
                "ALTER TABLE shop.t ADD b VARCHAR(9)",
                "INSERT INTO shop.t VALUES (2, 'ä', '中')",
                "ALTER TABLE shop.t CHANGE b c VARCHAR(9)",
                "INSERT INTO shop.t VALUES (3, 'ä', '中')");

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            client.read(3, true);

            assertThat(client.rows())
                    .containsExactly("INSERT t id=1,a=ä", "INSERT t id=2,a=ä,b=中", "INSERT t id=3,a=ä,c=中");
        }
    }

    @Test
    void rowsAreReadAgainByTheCharacterSetOfTheirTime() {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, a VARCHAR(9) CHARACTER SET latin1)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, 'Ã¤')");
            client.read(1, false);
            db.execute("ALTER TABLE shop.t CONVERT TO CHARACTER SET utf8mb4", "INSERT INTO shop.t VALUES (2, 'Ã¤')");
            client.read(2, false);
            server.kill();
        }

        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            client.read(2, true);

            assertThat(client.rows()).containsExactly("INSERT t id=1,a=Ã¤", "INSERT t id=2,a=Ã¤");
        }
    }

    @Test
    void aCharacterSetThatCannotBeReadStopsTheStreamWithTheColumnNamed() {
        try (var server = ServerProcess.start(settings).awaitUp()) {
            db.execute(
                    "CREATE TABLE shop.t (id INT PRIMARY KEY, a VARCHAR(9)) CHARSET=big5",
                    "INSERT INTO shop.t VALUES (1, '中')");

            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output())
                    .contains("rows of shop.t at mysql-bin.")
                    .contains("column a is in character set big5");
        }
    }

    @Test
    void bytesThatAreNoCharacterBecomeQuestionMarksAsInTheServersAnswer() throws SQLException {
        db.execute("CREATE TABLE shop.t (id INT PRIMARY KEY, a VARCHAR(9) CHARACTER SET gb2312)");
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute("INSERT INTO shop.t VALUES (1, CONVERT(x'61aaa162' USING gb2312))");

            client.read(1, true);

            assertThat(client.rows())
                    .containsExactly("INSERT t id=1,a=" + shown("SELECT CONVERT(a USING utf8mb4) FROM shop.t"));
        }
    }

    @Test
    void aTypeIsWrittenTheSameWhetherItsTableWasThereOrComesLater() {
        var columns = "(id INT PRIMARY KEY, e ENUM('b\\\\s', 'it''s', 'x,y', '中') CHARACTER SET gbk, s SET('a', '中'),"
                + " d DECIMAL(10), n NUMERIC(5,2) UNSIGNED, b BOOL, f FLOAT(30), t DATETIME(3))";
        db.execute("CREATE TABLE shop.there " + columns);
        try (var server = ServerProcess.start(settings).awaitUp();
                var client = Client.connect(server.port())) {
            db.execute(
                    "CREATE TABLE shop.later " + columns,
                    "INSERT INTO shop.there (id) VALUES (1)",
                    "INSERT INTO shop.later (id) VALUES (1)");

            client.read(2, true);

            assertThat(types(client, "later"))
                    .isEqualTo(types(client, "there"))
                    .contains("enum('b\\\\s','it''s','x,y','中')");
        }
    }

    private static String shown(String sql) throws SQLException {
        try (var connection = db.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<String> types(Client client, String table) {
        return client.entries().stream()
                .filter(entry -> entry.getEntryType() == EntryType.ROWDATA)
                .filter(entry -> entry.getHeader().getTableName().equals(table))
                .flatMap(entry -> Client.change(entry).getRowDatasList().stream())
                .flatMap(row -> row.getAfterColumnsList().stream())
                .map(Column::getMysqlType)
                .toList();
    }
}
