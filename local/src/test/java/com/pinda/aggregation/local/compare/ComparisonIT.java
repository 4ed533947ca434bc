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

class ComparisonIT {

    private static final ComparedTable PARCEL = new ComparedTable("source.parcel", "parcel", Set.of("secret"));

    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** Keys that collations, signs and the length of numbers would order in different ways. */
    @BeforeEach
    void twoEqualTables() {
        database.execute(
                "DROP DATABASE IF EXISTS source",
                "DROP DATABASE IF EXISTS target",
                "CREATE DATABASE source DEFAULT CHARACTER SET utf8mb4",
                "CREATE DATABASE target DEFAULT CHARACTER SET utf8mb4",
                """
                CREATE TABLE source.parcel (
                  id varchar(20) NOT NULL, amount decimal(32,2) NULL, name varchar(50) NULL, on_way bit(1) NULL,
                  at datetime NULL, seen timestamp NULL, day date NULL, y year NULL, d double NULL, b blob NULL,
                  secret varchar(20) NULL, PRIMARY KEY (id)) DEFAULT CHARSET=utf8mb4
                """,
                """
                CREATE TABLE target.parcel (
                  id varchar(20) NOT NULL, amount decimal(32,2) NULL, name varchar(50) NULL, on_way bit(1) NULL,
                  at datetime NULL, seen timestamp NULL, day date NULL, y year NULL, d double NULL, b blob NULL,
                  _position bigint NOT NULL, PRIMARY KEY (id)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
                """);
        for (var id : List.of("10", "9", "B", "a", "_", "é", "\uD83D\uDE00", "PJ0001", "")) {
            var row =
                    "('" + id + "', 1.50, '张', b'1', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01', 2026,"
                            + " 0.1, x'00ff'";
            database.execute(
                    "INSERT INTO source.parcel VALUES " + row + ", 'hidden')",
                    "INSERT INTO target.parcel VALUES " + row + ", 17)");
        }
        database.execute(
                "INSERT INTO source.parcel (id) VALUES ('null')",
                "INSERT INTO target.parcel (id, _position) VALUES ('null', 1)");
    }

    @Test
    void equalTablesHaveNoMismatch() throws SQLException {
        var result = compare(PARCEL);

        assertThat(result).isEqualTo(new TableComparison(PARCEL, 10, 10, 0, List.of(), ""));
    }

    @Test
    void howANumberIsShownIsNoDifference() throws SQLException {
        database.execute(
                "CREATE TABLE source.shown (id int(6) zerofill PRIMARY KEY, f float(7,2), n bigint(20) unsigned zerofill)",
                "CREATE TABLE target.shown (id int unsigned PRIMARY KEY, f float, n bigint unsigned, _position bigint)",
                "INSERT INTO source.shown VALUES (7, 1.5, 18446744073709551615)",
                "INSERT INTO target.shown VALUES (7, 1.5, 18446744073709551615, 1)");
        var shown = new ComparedTable("source.shown", "shown", Set.of());

        assertThat(compare(shown).mismatches()).isZero();
        database.execute("UPDATE target.shown SET n = n - 1");
        assertThat(compare(shown).mismatches()).isOne();
    }

    @Test
    void aMissingRowIsFound() throws SQLException {
        database.execute("DELETE FROM target.parcel WHERE id = 'B'");

        var result = compare(PARCEL);

        assertThat(result.copiedRows()).isEqualTo(9);
        assertThat(result.mismatches()).isEqualTo(1);
        assertThat(result.differences()).containsExactly(new Difference("source.parcel", "B", "", Kind.MISSING_ROW));
    }

    @Test
    void anExtraRowIsFound() throws SQLException {
        database.execute("INSERT INTO target.parcel (id, _position) VALUES ('zz', 1), ('0', 1)");

        var result = compare(PARCEL);

        assertThat(result.mismatches()).isEqualTo(2);
        assertThat(result.differences())
                .containsExactly(
                        new Difference("source.parcel", "0", "", Kind.EXTRA_ROW),
                        new Difference("source.parcel", "zz", "", Kind.EXTRA_ROW));
    }

    @Test
    void aCentIsFound() throws SQLException {
        database.execute("UPDATE target.parcel SET amount = 1.51 WHERE id = '9'");

        assertThat(compare(PARCEL).differences())
                .containsExactly(new Difference("source.parcel", "9", "amount", Kind.OTHER_VALUE));
    }

    @Test
    void emptyTextInsteadOfNullIsFound() throws SQLException {
        database.execute("UPDATE target.parcel SET name = '' WHERE id = 'null'");

        assertThat(compare(PARCEL).differences())
                .containsExactly(new Difference("source.parcel", "null", "name", Kind.VALUE_INSTEAD_OF_NULL));
    }

    @Test
    void everyTypeOfColumnIsCompared() throws SQLException {
        database.execute("""
                UPDATE target.parcel SET name = '張', on_way = b'0', at = '2026-01-01 00:00:01',
                  seen = '2026-01-01 08:00:00', day = NULL, y = 2025, d = 0.2, b = x'00fe'
                WHERE id = 'a'
                """);

        var result = compare(PARCEL);

        assertThat(result.mismatches()).isEqualTo(1);
        assertThat(result.differences())
                .extracting(Difference::column)
                .containsExactly("name", "on_way", "at", "seen", "day", "y", "d", "b");
        assertThat(result.differences())
                .contains(new Difference("source.parcel", "a", "day", Kind.NULL_INSTEAD_OF_VALUE));
    }

    @Test
    void aDifferenceOnlyInCaseIsFound() throws SQLException {
        database.execute("UPDATE source.parcel SET name = 'x' WHERE id = 'a'");
        database.execute("UPDATE target.parcel SET name = 'X' WHERE id = 'a'");

        assertThat(compare(PARCEL).mismatches()).isEqualTo(1);
    }

    @Test
    void aDifferenceShowsNoValue() throws SQLException {
        database.execute("UPDATE target.parcel SET name = 'Somebody' WHERE id = '9'");

        assertThat(compare(PARCEL).differences().get(0)).hasToString("OTHER_VALUE source.parcel key=9 column=name");
    }

    @Test
    void onlyTheFirstDifferencesAreKept() throws SQLException {
        database.execute("UPDATE target.parcel SET amount = 7, name = 'x', y = 2000");

        var result = compare(PARCEL);

        assertThat(result.mismatches()).isEqualTo(10);
        assertThat(result.differences()).hasSize(10);
    }

    @Test
    void aColumnThatIsNotCopiedIsFound() throws SQLException {
        database.execute("ALTER TABLE target.parcel DROP COLUMN amount");

        assertThat(compare(PARCEL).differences())
                .containsExactly(new Difference("source.parcel", "", "amount", Kind.MISSING_COLUMN));
    }

    @Test
    void anExcludedColumnThatIsCopiedIsFound() throws SQLException {
        database.execute("ALTER TABLE target.parcel ADD COLUMN secret varchar(20) NULL");

        assertThat(compare(PARCEL).differences())
                .containsExactly(new Difference("source.parcel", "", "secret", Kind.EXCLUDED_COLUMN));
    }

    @Test
    void aCopyThatIsNotThereLacksEveryRow() throws SQLException {
        var result = compare(new ComparedTable("source.parcel", "elsewhere", Set.of()));

        assertThat(result.mismatches()).isEqualTo(10);
        assertThat(result.note()).isEqualTo("there is no copy");
    }

    @Test
    void aTableWithoutPrimaryKeyIsLeftOutWithANote() throws SQLException {
        database.execute("CREATE TABLE source.heap (a int)", "INSERT INTO source.heap VALUES (1)");

        var result = compare(ComparedTable.of("source.heap"));

        assertThat(result.mismatches()).isZero();
        assertThat(result.note()).contains("no primary key");
    }

    @Test
    void keysOfSeveralColumnsAndNegativeNumbersAreOrderedAlikeOnBothSides() throws SQLException {
        for (var name : List.of("source", "target")) {
            database.execute(
                    "CREATE TABLE " + name + ".k (n int NOT NULL, u bigint unsigned NOT NULL, t datetime NOT NULL,"
                            + " raw varbinary(4) NOT NULL, e enum('z','a') NOT NULL, v int, PRIMARY KEY (n, u, t, raw, e))",
                    "INSERT INTO " + name + ".k VALUES (-2, 18446744073709551615, '2026-01-01', x'ff', 'a', 1),"
                            + " (-10, 9, '2026-01-01', x'00', 'z', 1), (-10, 10, '2025-12-31', x'7f', 'a', 1),"
                            + " (-10, 10, '2025-12-31', x'80', 'z', 1), (-10, 10, '2025-12-31', x'80', 'a', 1)");
        }
        database.execute("UPDATE target.k SET v = 2 WHERE n = -2");

        var result = compare(ComparedTable.of("source.k"));

        assertThat(result.sourceRows()).isEqualTo(5);
        assertThat(result.mismatches()).isEqualTo(1);
    }

    @Test
    void aTableThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> compare(ComparedTable.of("source.nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no table source.nothing");
    }

    private static TableComparison compare(ComparedTable table) throws SQLException {
        var server = new DatabaseServer(database.url(""), Database.USER, Database.PASSWORD);
        return new Comparison(server, server, "target").compare(List.of(table)).get(0);
    }
}
