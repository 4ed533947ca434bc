package com.pinda.aggregation.canal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "DROP TABLE IF EXISTS a, `b``c`, other.d WAIT 5   | DROP     | shop.a shop.b`c other.d",
                "drop tables a,b nowait                           | DROP     | shop.a shop.b",
                "DROP /*!40005 TEMPORARY */ TABLE a /* , b */     | DROP     | shop.a",
                "TRUNCATE a NOWAIT                                | TRUNCATE | shop.a",
                "TRUNCATE TABLE `o`.`a` WAIT 5                    | TRUNCATE | o.a",
                "RENAME TABLE a WAIT 5 TO o.b, c TO a             | RENAME   | shop.a o.b shop.c",
                "RENAME TABLES a TO`b`                            | RENAME   | shop.a shop.b",
                "ALTER TABLE a WAIT 5 ADD b INT, RENAME AS o.c    | ALTER    | shop.a o.c",
                "ALTER TABLE a RENAME c                           | ALTER    | shop.a shop.c",
                "ALTER TABLE a RENAME COLUMN b TO c               | ALTER    | shop.a",
                "ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4   | ALTER    | shop.a",
                "ALTER TABLE a COMMENT 'it''s, RENAME TO \\' b'   | ALTER    | shop.a",
                "ALTER TABLE a COMMENT '#', RENAME TO b -- c      | ALTER    | shop.a shop.b",
                "CREATE OR REPLACE TABLE a (b INT)                | CREATE   | shop.a"
            })
    void aStatementsTextNamesItsVerbAndItsTables(String sql, String verb, String tables) {
        assertThat(DdlText.verb(sql)).isEqualTo(verb);
        assertThat(DdlText.tables(sql, "shop").stream().map(TableName::toString).collect(Collectors.joining(" ")))
                .isEqualTo(tables);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT ON a TO b",
                "DROP VIEW a, b",
                "DROP INDEX i ON a WAIT 5",
                "CREATE VIEW v AS SELECT 1 FROM tables t",
                "/* DROP TABLE a */ SELECT 1",
                ""
            })
    void anyOtherStatementNamesNone(String sql) {
        assertThat(DdlText.verb(sql)).isEmpty();
        assertThat(DdlText.tables(sql, "shop")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP DATABASE `shop`",
                "drop schema if exists shop",
                "DROP DATABASE /*!32312 IF EXISTS*/ `shop` /* generated */"
            })
    void aDroppedDatabaseIsNamed(String sql) {
        assertThat(DdlText.droppedDatabase(sql)).contains("shop");
    }

    @Test
    void aLongTextIsReadToItsEnd() {
        var sql = "ALTER TABLE a COMMENT '" + "it''s ".repeat(100_000) + "', RENAME TO b";

        assertThat(DdlText.tables(sql, "shop")).hasSize(2);
    }
}
