package com.pinda.aggregation.canal.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlTest {

    private static final TableName ORDERS = new TableName("shop", "orders");

    private static final TableDefinition DEFINITION = new TableDefinition(
            ORDERS,
            List.of(new ColumnDefinition("id", "int", false, true), new ColumnDefinition("note", "text", true, false)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE orders DROP COLUMN other",
                "ALTER TABLE orders DROP other",
                "ALTER TABLE orders DROP note, DROP note",
                "ALTER TABLE orders MODIFY other INT",
                "ALTER TABLE orders MODIFY note TEXT FIRST, DROP other",
                "ALTER TABLE orders CHANGE other another INT",
                "ALTER TABLE orders RENAME COLUMN other TO another",
                "ALTER TABLE orders ADD COLUMN note INT",
                "ALTER TABLE orders ADD COLUMN price INT AFTER other",
                "ALTER TABLE orders ADD price GENERATED ALWAYS AS (1)",
                "ALTER TABLE orders ADD PRIMARY KEY (other)",
                "CREATE OR REPLACE TABLE orders (id INT)",
                "CREATE TABLE orders AS SELECT 1 AS id",
                "CREATE TABLE orders (id INT) SELECT 1 AS note"
            })
    void aStatementThatCannotBeFollowedLeavesItsTableUnclear(String sql) {
        var ddl = follow(sql);

        assertThat(ddl.unclear()).containsExactly(ORDERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE orders (a VARCHAR(9) CHARACTER SET gbk) CHARSET=latin1 | gbk",
                "CREATE TABLE orders (a VARCHAR(9)) DEFAULT CHARACTER SET = 'latin1' | latin1",
                "CREATE TABLE orders (a TEXT) COLLATE gbk_chinese_ci                 | gbk",
                "CREATE TABLE orders (a CHAR(3) COLLATE Latin1_Bin)                  | latin1",
                "CREATE TABLE orders (a VARCHAR(9) COLLATE uca1400_ai_ci)            | ",
                "CREATE TABLE orders (a VARCHAR(9))                                  | ",
                "ALTER TABLE orders ADD a VARCHAR(9) CHARACTER SET ucs2 FIRST        | ucs2",
                "ALTER TABLE orders ADD a INT FIRST                                  | "
            })
    void aStatementTellsTheCharacterSetOfTextsWhereItNamesOne(String sql, @Nullable String charset) {
        var column = columns(follow(sql)).get(0);

        assertThat(column.name()).isEqualTo("a");
        assertThat(column.charset()).isEqualTo(charset);
    }

    @Test
    void labelsAreWrittenAsTheInformationSchemaWritesThem() {
        var column = columns(follow("CREATE TABLE orders (a ENUM('b\\\\s', 'it''s', 'x,y', '中'))"))
                .get(0);

        assertThat(column.type()).isEqualTo("enum('b\\\\s','it''s','x,y','中')");
    }

    @Test
    void columnsOfTheBinaryCharacterSetAreUnclear() {
        assertThat(follow("CREATE TABLE orders (a VARCHAR(9) CHARACTER SET binary)")
                        .unclear())
                .containsExactly(ORDERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE orders ADD a INT INVISIBLE FIRST            | a,id,note",
                "ALTER TABLE orders ADD `invisible` INT INVISIBLE        | id,note,invisible",
                "ALTER TABLE orders ALTER note SET INVISIBLE, ADD a INT  | id,note,a",
                "ALTER TABLE orders ALTER COLUMN note SET VISIBLE        | id,note",
                "ALTER TABLE orders ALTER INDEX i INVISIBLE, DROP note   | id",
                "ALTER TABLE orders DROP COLUMN IF EXISTS other          | id,note",
                "ALTER TABLE IF EXISTS orders DROP COLUMN IF EXISTS note | id",
                "ALTER TABLE orders MODIFY IF EXISTS other INT           | id,note",
                "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note INT    | id,note",
                "ALTER TABLE orders ADD COLUMN IF NOT EXISTS a INT       | id,note,a",
                "CREATE TABLE orders (a INT, b INT INVISIBLE)            | a,b"
            })
    void wordsThatAreNewerThanTheParserAreFollowed(String sql, String names) {
        var ddl = follow(sql);

        assertThat(ddl.unclear()).isEmpty();
        assertThat(ddl.after()
                        .getOrDefault(ORDERS, Optional.of(DEFINITION))
                        .orElseThrow()
                        .columns())
                .extracting(ColumnDefinition::name)
                .containsExactly(names.split(","));
    }

    @Test
    void aRenamedTableIsUnclearUnderItsNewName() {
        var ddl = follow("ALTER TABLE orders RENAME TO bills, DROP COLUMN other");

        assertThat(ddl.unclear()).containsExactly(new TableName("shop", "bills"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE (SELECT 1) ADD price INT",
                "DROP TABLE a.b.c",
                "DROP TABLE ''",
                "DROP TEMPORARY TABLE IF EXISTS `orders` /* generated by server */",
                "CREATE TEMPORARY TABLE orders (id INT)",
                "CREATE VIEW v AS SELECT 1",
                ""
            })
    void aStatementAboutNoLastingTableLeavesTheOthersAsTheyAre(String sql) {
        var ddl = follow(sql);

        assertThat(ddl.unclear()).doesNotContain(ORDERS);
        assertThat(ddl.after()).doesNotContainKey(ORDERS);
    }

    @Test
    void aDroppedColumnIsGone() {
        var ddl = follow("ALTER TABLE orders DROP COLUMN note");

        assertThat(ddl.unclear()).isEmpty();
        assertThat(ddl.after())
                .containsEntry(
                        ORDERS,
                        Optional.of(
                                new TableDefinition(ORDERS, DEFINITION.columns().subList(0, 1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "INT NOT NULL DEFAULT 7                   | 7",
                "INT NOT NULL DEFAULT -7                  | -7",
                "INT NOT NULL                             | 0",
                "INT DEFAULT 7                            | 7",
                "INT                                      | NULL",
                "INT DEFAULT NULL                         | NULL",
                "INT NOT NULL DEFAULT '3'                 | 3",
                "BOOLEAN NOT NULL DEFAULT TRUE            | 1",
                "BIT(4) NOT NULL DEFAULT b'101'           | 5",
                "DECIMAL(10,2) NOT NULL DEFAULT 1.50      | 1.50",
                "VARCHAR(9) NOT NULL DEFAULT 'it''s'      | it's",
                "VARCHAR(9) NOT NULL                      | ''",
                "TEXT NOT NULL                            | ''",
                "BINARY(4) NOT NULL                       | ''",
                "VARBINARY(4) NOT NULL                    | ''",
                "ENUM('a,''b','c') NOT NULL               | a,'b",
                "ENUM('a','c') NOT NULL DEFAULT 'c'       | c",
                "DATE NOT NULL                            | NULL",
                "DATE NOT NULL DEFAULT '2024-02-29'       | 2024-02-29",
                "DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP | NULL",
                "DATETIME NOT NULL DEFAULT NOW()          | NULL",
                "TIMESTAMP NOT NULL DEFAULT '2024-02-29 00:00:00' | NULL",
                "CHAR(36) NOT NULL DEFAULT (uuid())       | NULL",
                "INT NOT NULL AUTO_INCREMENT UNIQUE       | NULL",
                "INT AS (id + 1)                          | NULL"
            })
    void anAddedColumnHasTheValueThatTheRowsGot(String definition, String expected) {
        var ddl = follow("ALTER TABLE orders ADD COLUMN added " + definition);

        assertThat(columns(ddl))
                .filteredOn(c -> c.name().equals("added"))
                .singleElement()
                .satisfies(c -> assertThat(c.addedValue()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "ALTER price SET DEFAULT 8, MODIFY price BIGINT NOT NULL DEFAULT 9 | price | 7",
                "CHANGE price price BIGINT NOT NULL DEFAULT 9                      | price | 7",
                "CHANGE price Price BIGINT NOT NULL DEFAULT 9                      | Price | 7",
                "CHANGE price cost BIGINT NOT NULL DEFAULT 9                       | cost  | NULL",
                "RENAME COLUMN price TO PRICE                                      | PRICE | 7",
                "RENAME COLUMN price TO cost                                       | cost  | NULL"
            })
    void theValueThatTheRowsGotStaysWhenTheColumnIsChangedAndGoesWithItsName(
            String change, String name, String expected) {
        var before = columns(follow("ALTER TABLE orders ADD price INT NOT NULL DEFAULT 7"));

        var ddl = Ddl.follow(
                "ALTER TABLE orders " + change, "shop", table -> Optional.of(new TableDefinition(ORDERS, before)));

        assertThat(columns(ddl))
                .filteredOn(c -> c.name().equals(name))
                .singleElement()
                .satisfies(c -> assertThat(c.addedValue()).isEqualTo(expected));
    }

    @Test
    void aNewTablesColumnsAreAddedToNoRows() {
        var ddl = Ddl.follow(
                "CREATE TABLE bills (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 7)", "shop", t -> Optional.empty());

        assertThat(ddl.after().values())
                .singleElement()
                .satisfies(d -> assertThat(d.orElseThrow().columns())
                        .extracting(ColumnDefinition::addedValue)
                        .containsOnlyNulls());
    }

    private static List<ColumnDefinition> columns(Ddl ddl) {
        assertThat(ddl.unclear()).isEmpty();
        return ddl.after().getOrDefault(ORDERS, Optional.empty()).orElseThrow().columns();
    }

    private static Ddl follow(String sql) {
        return Ddl.follow(sql, "shop", table -> table.equals(ORDERS) ? Optional.of(DEFINITION) : Optional.empty());
    }
}
