package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.pinda.aggregation.local.compare.ViewResult;
import com.pinda.aggregation.testkit.Database;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsIT {
    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start();
        database.execute(
                "CREATE DATABASE school",
                "CREATE TABLE school.student (id INT PRIMARY KEY)",
                "INSERT INTO school.student VALUES (1), (2)");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** Two views that are up to date. */
    @BeforeEach
    void views() {
        database.execute(
                "DROP DATABASE IF EXISTS pd_aggregation",
                "CREATE DATABASE pd_aggregation CHARACTER SET utf8mb4",
                "USE pd_aggregation",
                "CREATE TABLE _copy (copy_name VARCHAR(64), topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin)",
                "INSERT INTO _copy VALUES ('student', 'school.student')",
                """
                CREATE TABLE _copy_progress (topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin,
                  partition_id INT, next_offset BIGINT, end_offset BIGINT)
                """,
                "INSERT INTO _copy_progress VALUES ('school.student', 0, 7, 7), ('school.student', 1, 0, 0),"
                        + " ('of.old', 0, 9, 9)",
                """
                CREATE TABLE _resolved (topic VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin, partition_id INT,
                  next_offset BIGINT)
                """,
                "INSERT INTO _resolved VALUES ('school.student', 0, 7)",
                "CREATE TABLE _untold (copy_name VARCHAR(64))",
                """
                CREATE TABLE _view (view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY,
                  of_view VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin AS (view_name) STORED,
                  state VARCHAR(4) DEFAULT 'live',
                  key_columns TEXT, json_columns TEXT, select_sql MEDIUMTEXT, source_sql MEDIUMTEXT, filled_ms BIGINT,
                  fills_asked BIGINT DEFAULT 3, fills_put BIGINT DEFAULT 3)
                """,
                """
                INSERT INTO _view (view_name, key_columns, json_columns, select_sql, source_sql, filled_ms) VALUES
                  ('agg_student', '["id"]', '["marks"]', '', 'SELECT id, \\'{ }\\' AS marks FROM `school`.`student`', 1),
                  ('agg_one', '["one"]', NULL, '', 'SELECT 1 AS one', 1)
                """,
                """
                CREATE TABLE _view_progress (view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
                  partition_id INT, next_offset BIGINT, end_offset BIGINT)
                """,
                "INSERT INTO _view_progress VALUES ('agg_student', 0, 5, 5), ('agg_one', 0, 3, 2)",
                "CREATE TABLE agg_student (id INT PRIMARY KEY, marks LONGTEXT, _refreshed_ms BIGINT)",
                "INSERT INTO agg_student VALUES (1, '{}', 1), (2, '{}', 1)",
                "CREATE TABLE agg_one (one INT PRIMARY KEY)",
                "INSERT INTO agg_one VALUES (1), (2)");
    }

    @Test
    void eachViewIsComparedWithItsSelectOverTheSource() throws SQLException {
        var result = new Views(databases()).compare();

        assertThat(result)
                .extracting(ViewResult::view, ViewResult::sourceRows, ViewResult::viewRows, ViewResult::mismatches)
                .containsExactly(tuple("agg_one", 1L, 2L, 1L), tuple("agg_student", 2L, 2L, 0L));
    }

    @Test
    void whereNoViewsAreKeptThereIsNothingToCompareOrToWaitFor() throws SQLException {
        database.execute("DELETE FROM pd_aggregation._view", "DELETE FROM pd_aggregation._resolved");
        catchUp().await();
        assertThat(new Views(databases()).compare()).isEmpty();

        database.execute("DROP TABLE pd_aggregation._view");
        catchUp().await();
        assertThat(new Views(databases()).compare()).isEmpty();
    }

    @Test
    void aViewThatCannotBeComparedIsNamed() {
        assertCannotCompare("source_sql = NULL", "a table that its SELECT reads is not known yet");
        assertCannotCompare("source_sql = 'SELECT id FROM school.gone'", "Table 'school.gone' doesn't exist");
        assertCannotCompare("source_sql = 'SELECT 1 AS one'", "its key column id is not on both sides");
        assertCannotCompare("key_columns = '[]'", "it has no key");
        assertCannotCompare("key_columns = 'id'", "Unrecognized token 'id'");
    }

    @Test
    void viewsThatAreUpToDateAreNotAwaited() {
        catchUp().await();
    }

    @Test
    void aViewThatIsNotFilledIsAwaited() {
        assertBehind("UPDATE _view SET filled_ms = NULL WHERE view_name = 'agg_one'", "agg_one is not filled");
    }

    @Test
    void aViewThatIsToBeMadeAnewIsAwaited() {
        assertBehind("UPDATE _view SET fills_asked = 4 WHERE view_name = 'agg_one'", "agg_one is to be made anew");
    }

    @Test
    void changesThatNobodyToldOfAreAwaited() {
        assertBehind(
                "INSERT INTO _untold VALUES ('student')",
                "rows of student changed, and views that read it are to be made anew");
    }

    @Test
    void refreshesAreAwaited() {
        assertBehind(
                "UPDATE _view_progress SET end_offset = 6 WHERE view_name = 'agg_student'",
                "agg_student has refreshes to do");
    }

    @Test
    void changesThatAreNotTurnedIntoRefreshesAreAwaited() {
        assertBehind("UPDATE _resolved SET next_offset = 6", "all views miss changes of school.student");
        assertBehind("DELETE FROM _resolved", "all views miss changes of school.student");
    }

    @Test
    void theWaitEndsOnceAllIsDoneAndLastsWhileAnythingMoves() {
        database.execute("UPDATE pd_aggregation._view_progress SET end_offset = 9 WHERE view_name = 'agg_student'");
        var patience = new Patience(
                () -> database.execute(
                        "UPDATE pd_aggregation._view_progress SET next_offset = LEAST(next_offset + 1, end_offset) WHERE view_name = 'agg_student'"),
                Duration.ofMillis(250));

        new ViewCatchUp(databases(), patience).await();
    }

    private static void assertCannotCompare(String change, String reason) {
        database.execute(
                "USE pd_aggregation",
                "CREATE OR REPLACE TABLE kept AS SELECT * FROM _view",
                "UPDATE _view SET " + change + " WHERE view_name = 'agg_student'");

        assertThatThrownBy(() -> new Views(databases()).compare())
                .isInstanceOf(StackFailure.class)
                .hasMessageStartingWith("cannot compare the view agg_student: ")
                .hasMessageContaining(reason);
        database.execute(
                "USE pd_aggregation",
                "REPLACE INTO _view (view_name, key_columns, json_columns, select_sql, source_sql, filled_ms, fills_asked, fills_put)"
                        + " SELECT view_name, key_columns, json_columns, select_sql, source_sql, filled_ms, fills_asked, fills_put"
                        + " FROM kept");
    }

    private static void assertBehind(String change, String behind) {
        database.execute("USE pd_aggregation", change);

        assertThatThrownBy(() -> catchUp().await())
                .isInstanceOf(StackFailure.class)
                .hasMessage("the views are not up to date: " + behind + "; nothing moved for 0 s");
    }

    private static ViewCatchUp catchUp() {
        return new ViewCatchUp(databases(), new Patience(() -> {}, Duration.ofMillis(250)));
    }

    private static Databases databases() {
        var server = Server.parse(database.url(""));
        var account = new Account(Database.USER, Database.PASSWORD);
        return new Databases(server, server, account, account, account, account);
    }
}
