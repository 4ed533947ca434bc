package com.pinda.aggregation.local.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.local.compare.Difference.Kind;
import com.pinda.aggregation.local.tms.DatabaseServer;
import com.pinda.aggregation.testkit.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewComparisonIT {

    private static final String SELECT = """
            SELECT w.id, w.amount, w.weight, w.pieces, w.name, w.at, w.seen, w.on_way, w.raw,
              (SELECT CONCAT('[', GROUP_CONCAT(JSON_QUOTE(t.tag) ORDER BY t.seq SEPARATOR ','), ']')
               FROM `source`.`tag` t WHERE t.waybill_id = w.id) AS tags,
              JSON_OBJECT('pieces', w.pieces + 0, 'braces', '{d }') AS info
            FROM `source`.`waybill` w -- no end""";

    private static final View VIEW = view(SELECT);

    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start("--default-time-zone=+08:00");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /**
     * Keys that collations and the length of texts would order in different ways, and types that are not the source's.
     */
    @BeforeEach
    void aViewThatEqualsItsSelect() {
        database.execute(
                "DROP DATABASE IF EXISTS source",
                "DROP DATABASE IF EXISTS target",
                "CREATE DATABASE source DEFAULT CHARACTER SET gbk",
                "CREATE DATABASE target DEFAULT CHARACTER SET utf8mb4",
                """
                CREATE TABLE source.waybill (
                  id varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY,
                  amount decimal(12,2) NULL, weight float NULL, pieces int(6) zerofill NULL, name varchar(50) NULL,
                  at datetime NULL, seen timestamp NULL, on_way bit(1) NULL, raw varbinary(4) NULL)
                """,
                "CREATE TABLE source.tag (waybill_id varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, seq int,"
                        + " tag varchar(10))",
                """
                CREATE TABLE target.agg_waybill (
                  id varchar(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, amount decimal(32,6) NULL, weight double NULL,
                  pieces bigint NULL, name text NULL, at datetime NULL, seen datetime NULL, on_way tinyint(1) NULL,
                  raw varbinary(4) NULL, tags longtext NULL, info longtext NULL, _refreshed_ms bigint NOT NULL)
                """);
        for (var id : List.of("10", "9", "B", "a", "_", "é", "\uD83D\uDE00", "PJ0001", "")) {
            database.execute(
                    "SET time_zone = '+00:00'",
                    "INSERT INTO source.waybill VALUES ('" + id + "', 1.50, 0.1, 7, '张', '2026-01-01 00:00:00',"
                            + " '2026-01-01 00:00:00', b'1', x'00ff')",
                    "INSERT INTO source.tag VALUES ('" + id + "', 1, 'x'), ('" + id + "', 2, 'y')",
                    "INSERT INTO target.agg_waybill VALUES ('" + id + "', 1.5, CAST(0.1 AS FLOAT), 7, '张',"
                            + " '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, x'00ff', '[\"x\",\"y\"]',"
                            + " '{\"pieces\": 7, \"braces\": \"{d }\"}', 17)");
        }
        database.execute(
                "INSERT INTO source.waybill (id, seen) VALUES ('null', NULL)",
                "INSERT INTO target.agg_waybill (id, info, _refreshed_ms)"
                        + " VALUES ('null', '{\"pieces\": null, \"braces\": \"{d }\"}', 1)");
    }

    @Test
    void aViewThatHasWhatItsSelectGivesHasNoMismatch() throws SQLException {
        assertThat(compare(VIEW)).isEqualTo(new ViewResult("agg_waybill", 10, 10, 0, List.of()));
    }

    @Test
    void aChangedValueIsFoundAndNotShown() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET name = 'Somebody' WHERE id = 'B'");

        var result = compare(VIEW);

        assertThat(result.mismatches()).isOne();
        assertThat(result.differences()).hasToString("[OTHER_VALUE agg_waybill key=B column=name]");
    }

    @Test
    void everyTypeOfColumnIsCompared() throws SQLException {
        database.execute("""
                UPDATE target.agg_waybill SET amount = 1.51, weight = 0.2, pieces = 70, name = '張',
                  at = '2026-01-01 00:00:01', seen = '2026-01-01 08:00:00', on_way = 0, raw = x'00fe', tags = NULL,
                  info = '{}'
                WHERE id = 'a'
                """);

        var result = compare(VIEW);

        assertThat(result.mismatches()).isOne();
        assertThat(result.differences())
                .extracting(Difference::column)
                .containsExactly("amount", "weight", "pieces", "name", "at", "seen", "on_way", "raw", "tags", "info");
        assertThat(result.differences())
                .contains(new Difference("agg_waybill", "a", "tags", Kind.NULL_INSTEAD_OF_VALUE));
    }

    @Test
    void aMissingRowIsFound() throws SQLException {
        database.execute("DELETE FROM target.agg_waybill WHERE id = '9'");

        var result = compare(VIEW);

        assertThat(result)
                .isEqualTo(new ViewResult(
                        "agg_waybill", 10, 9, 1, List.of(new Difference("agg_waybill", "9", "", Kind.MISSING_ROW))));
    }

    @Test
    void anExtraRowIsFound() throws SQLException {
        database.execute("INSERT INTO target.agg_waybill (id, _refreshed_ms) VALUES ('zz', 1)");

        var result = compare(VIEW);

        assertThat(result)
                .isEqualTo(new ViewResult(
                        "agg_waybill", 10, 11, 1, List.of(new Difference("agg_waybill", "zz", "", Kind.EXTRA_ROW))));
    }

    @Test
    void aDifferenceOnlyInCaseIsFound() throws SQLException {
        database.execute(
                "UPDATE source.waybill SET name = 'x' WHERE id = 'a'",
                "UPDATE target.agg_waybill SET name = 'X' WHERE id = 'a'");

        assertThat(compare(VIEW).differences())
                .containsExactly(new Difference("agg_waybill", "a", "name", Kind.OTHER_VALUE));
    }

    @Test
    void emptyTextInsteadOfNullIsFound() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET name = '' WHERE id = 'null'");

        assertThat(compare(VIEW).differences())
                .containsExactly(new Difference("agg_waybill", "null", "name", Kind.VALUE_INSTEAD_OF_NULL));
    }

    @Test
    void emptyTextInsteadOfNullIsFoundInJsonToo() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET tags = '' WHERE id = 'null'");

        assertThat(compare(VIEW).differences())
                .containsExactly(new Difference("agg_waybill", "null", "tags", Kind.VALUE_INSTEAD_OF_NULL));
    }

    @Test
    void aJsonListInAnotherOrderIsFound() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET tags = '[\"y\",\"x\"]' WHERE id = 'a'");

        assertThat(compare(VIEW).differences())
                .containsExactly(new Difference("agg_waybill", "a", "tags", Kind.OTHER_VALUE));
    }

    @Test
    void howJsonIsWrittenIsNoDifference() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET tags = ' [ \"x\", \"\\\\u0079\" ]',"
                + " info = '{\"braces\":\"{d }\",\"pieces\":7.0}' WHERE id = 'a'");

        assertThat(compare(VIEW)).isEqualTo(new ViewResult("agg_waybill", 10, 10, 0, List.of()));
    }

    @Test
    void anotherNumberInJsonIsFoundHoweverSmallTheDifference() throws SQLException {
        database.execute(
                "UPDATE source.waybill SET pieces = 0 WHERE id = 'a'",
                "UPDATE target.agg_waybill SET pieces = 0, info = '{\"pieces\": 1e-400, \"braces\": \"{d }\"}'"
                        + " WHERE id = 'a'");

        assertThat(compare(VIEW).differences())
                .containsExactly(new Difference("agg_waybill", "a", "info", Kind.OTHER_VALUE));
    }

    @Test
    void whatIsNoJsonIsFound() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET tags = '[\"x\",\"y\"' WHERE id = 'a'");
        database.execute("UPDATE target.agg_waybill SET tags = '[\"x\",\"y\"],' WHERE id = 'B'");

        assertThat(compare(VIEW).differences())
                .containsExactly(
                        new Difference("agg_waybill", "B", "tags", Kind.OTHER_VALUE),
                        new Difference("agg_waybill", "a", "tags", Kind.OTHER_VALUE));
    }

    @Test
    void aColumnThatIsNoJsonIsComparedByteByByte() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET tags = '[\"x\", \"y\"]' WHERE id = 'a'");

        var result = compare(new View("agg_waybill", List.of("id"), Set.of("info"), SELECT));

        assertThat(result.differences()).containsExactly(new Difference("agg_waybill", "a", "tags", Kind.OTHER_VALUE));
    }

    @Test
    void onlyTheFirstDifferencesAreKept() throws SQLException {
        database.execute("UPDATE target.agg_waybill SET amount = 7, name = 'x', pieces = 2000");

        var result = compare(VIEW);

        assertThat(result.mismatches()).isEqualTo(10);
        assertThat(result.differences()).hasSize(10);
    }

    @Test
    void aColumnThatOneSideLacksIsFoundUnlessItIsTheViewsOwn() throws SQLException {
        database.execute("ALTER TABLE target.agg_waybill DROP COLUMN amount, ADD COLUMN more int NULL");

        assertThat(compare(VIEW).differences())
                .containsExactly(
                        new Difference("agg_waybill", "", "amount", Kind.MISSING_COLUMN),
                        new Difference("agg_waybill", "", "more", Kind.EXTRA_COLUMN));
    }

    @Test
    void keysAreOrderedAlikeWhateverTheirTypes() throws SQLException {
        database.execute(
                "CREATE TABLE source.k (n bigint, b bit(4), d double, t int, v int)",
                "INSERT INTO source.k VALUES (-2, 9, 0.5, 9, 1), (-10, 10, 1e3, 10, 1), (-10, 9, 20, -1, 1),"
                        + " (-10, 9, 3, 100, 1), (9, 1, 1.5, 1, 1), (10, 1, 1, 1, 1)",
                "CREATE TABLE target.k (n decimal(20,2), b tinyint(1), d decimal(20,5), t varchar(20), v int)",
                "INSERT INTO target.k SELECT * FROM source.k",
                "UPDATE target.k SET v = 2 WHERE n = 9");

        var result =
                compare(new View("k", List.of("n", "b", "d", "t"), Set.of(), "SELECT n, b, d, t, v FROM `source`.`k`"));

        assertThat(result)
                .isEqualTo(
                        new ViewResult("k", 6, 6, 1, List.of(new Difference("k", "9,1,1.5,1", "v", Kind.OTHER_VALUE))));
    }

    @Test
    void aRowThatTheSelectGivesTwiceIsFound() throws SQLException {
        assertThat(compare(view(SELECT + "\nUNION ALL " + SELECT)).mismatches()).isEqualTo(10);
    }

    @Test
    void aSelectRunsAsViewsAreFilled() throws SQLException {
        database.execute(
                "CREATE TABLE target.s (id int, zone varchar(9), longest bigint, mode varchar(99), level varchar(99))",
                "INSERT INTO target.s VALUES (1, '+00:00', 67108864, 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
                        + " 'READ-COMMITTED')");

        var result = compare(new View("s", List.of("id"), Set.of(), """
                SELECT 1 AS id, @@time_zone AS zone, @@group_concat_max_len AS longest, @@sql_mode AS mode,
                  @@tx_isolation AS level
                """));

        assertThat(result).isEqualTo(new ViewResult("s", 1, 1, 0, List.of()));
    }

    @Test
    void aSelectThatFailsIsNoDifference() {
        assertThatThrownBy(() -> compare(view("SELECT id FROM `source`.`gone`")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aKeyThatTellsNoRowsApartIsRefused() {
        assertThatThrownBy(() -> compare(view("SELECT NULL AS id FROM `source`.`waybill`")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its key column id is NULL in a row");
        assertThatThrownBy(() -> compare(view("SELECT 1 AS one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its key column id is not on both sides");
    }

    private static View view(String select) {
        return new View("agg_waybill", List.of("id"), Set.of("tags", "info"), select);
    }

    private static ViewResult compare(View view) throws SQLException {
        var server = new DatabaseServer(database.url(""), Database.USER, Database.PASSWORD);
        return new ViewComparison(server, server, "target").compare(view);
    }
}
