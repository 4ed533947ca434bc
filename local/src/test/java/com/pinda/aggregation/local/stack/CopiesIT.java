package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.pinda.aggregation.local.compare.TableComparison;
import com.pinda.aggregation.testkit.Database;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CopiesIT {
    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start();
        database.execute(
                "CREATE DATABASE school",
                "CREATE TABLE school.student (id INT PRIMARY KEY)",
                "INSERT INTO school.student VALUES (1), (2)",
                "CREATE TABLE school.teacher (id INT PRIMARY KEY)",
                "INSERT INTO school.teacher VALUES (1)",
                "CREATE DATABASE pd_aggregation",
                "CREATE TABLE pd_aggregation._copy (source_table VARCHAR(100), copy_name VARCHAR(100))",
                "CREATE TABLE pd_aggregation.pupil (id INT PRIMARY KEY, _position BIGINT)",
                "INSERT INTO pd_aggregation.pupil VALUES (1, 0), (2, 0)",
                "INSERT INTO pd_aggregation._copy VALUES ('school.student', 'pupil'), ('shop.gone', 'gone')");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aTableIsComparedWithTheCopyThatTheConsumerMade() throws SQLException {
        var result = copies("school.student").compare();

        assertThat(result)
                .extracting(TableComparison::copiedRows, TableComparison::mismatches)
                .containsExactly(tuple(2L, 0L));
    }

    @Test
    void aTableWithoutACopyDoesNotPassForEqual() throws SQLException {
        var result = copies("school.teacher").compare();

        assertThat(result).extracting(TableComparison::mismatches).containsExactly(1L);
    }

    @Test
    void aCapturedTableThatIsNotThereIsToldInASentence() {
        assertThatThrownBy(() -> copies("school.student", "school.room").compare())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("there is no table school.room")
                .hasMessageContaining("--tables");
    }

    private static Copies copies(String... tables) {
        var server = Server.parse(database.url(""));
        var account = new Account(Database.USER, Database.PASSWORD);
        return new Copies(
                new Databases(server, server, account, account, account, account),
                Stream.of(tables).map(TableName::parse).toList());
    }
}
