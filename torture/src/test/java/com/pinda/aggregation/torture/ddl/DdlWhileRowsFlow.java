package com.pinda.aggregation.torture.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.RigOptions;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All kinds of statements are run while a writer goes on; at the end each copy equals its table in the columns that
 * both have, each topic has the columns of their time, and {@code schema-changes} tells each statement of a captured
 * table.
 *
 * <p>What docs/operations.md leaves to a person is done as it says there, by touching the rows in the source: after a
 * column was renamed, and after one was dropped and added again. A change of type that old readers cannot read, and one
 * of the key's columns, is no matter of this suite: it pauses its table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DdlWhileRowsFlow {

    private static final System.Logger LOG = System.getLogger(DdlWhileRowsFlow.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DATABASE = "shop";
    private static final int STORM = 100;

    private static final List<String> TABLES = List.of(
            "added",
            "dropped",
            "renamed",
            "widened",
            "narrowed",
            "wider_key",
            "shadowed",
            "triggered",
            "truncated",
            "phoenix",
            "unknown",
            "stormy",
            "older",
            "moved");

    /** Made while the writer goes on. */
    private static final String LATE = "late";

    private final long seed = System.nanoTime();
    private final SourceKind kind;
    private final Optional<String> missing;
    private final List<String> told = new ArrayList<>();
    private @Nullable Rig rig;
    private @Nullable Writer writer;

    DdlWhileRowsFlow(SourceKind kind, Optional<String> missing) {
        this.kind = kind;
        this.missing = missing;
    }

    /** Statements about table {@code unknown} that canal's parser does not know. */
    abstract List<String> unknownStatements();

    @BeforeAll
    void runEverything() throws SQLException {
        missing.ifPresent(why -> LOG.log(System.Logger.Level.WARNING, "{0} is skipped: {1}", kind, why));
        assumeThat(missing).isEmpty();
        rig = Rig.start(
                RigOptions.of(tables().map(table -> DATABASE + "." + table).toArray(String[]::new))
                        .from(kind));
        LOG.log(System.Logger.Level.WARNING, "DDL while rows flow on {0}, seed {1}", version(), Long.toString(seed));
        for (var table : TABLES) {
            ddl("CREATE TABLE shop." + table + " (id BIGINT PRIMARY KEY, n INT, x VARCHAR(20) DEFAULT 'x')");
        }
        ddl("ALTER TABLE shop.wider_key DROP PRIMARY KEY, MODIFY id VARCHAR(20) NOT NULL PRIMARY KEY");
        unheard("CREATE DATABASE other", "CREATE TABLE shop.ignored (id INT PRIMARY KEY)");
        try (var flow = new Writer(rig().source(), DATABASE, tables().toList(), seed)) {
            writer = flow;
            awaitWrites();
            run();
            awaitWrites();
        }
        Stream.of("renamed", "stormy")
                .forEach(table -> rig().source().execute("UPDATE shop." + table + " SET n = n + 1"));
        rig().awaitQuiet(PATIENCE);
    }

    private String version() throws SQLException {
        try (var source = rig().source().connect("");
                var statement = source.createStatement();
                var rows = statement.executeQuery("SELECT version()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    static Stream<String> tables() {
        return Stream.concat(TABLES.stream(), Stream.of(LATE));
    }

    private void run() {
        ddl("ALTER TABLE shop.added ADD a INT FIRST");
        ddl("ALTER TABLE shop.added ADD b VARCHAR(9) NOT NULL DEFAULT 'it''s' AFTER id");
        awaitWrites();
        ddl("ALTER TABLE shop.added ADD c DECIMAL(5,2) NOT NULL DEFAULT 1.5, ADD d ENUM('p','q') DEFAULT 'q'");
        ddl("ALTER TABLE shop.dropped DROP x");
        ddl("ALTER TABLE shop.renamed CHANGE x y VARCHAR(20) DEFAULT 'y'");
        ddl("ALTER TABLE shop.widened MODIFY x VARCHAR(200), ADD e ENUM('a') DEFAULT 'a'");
        ddl("ALTER TABLE shop.widened MODIFY x TEXT, MODIFY e ENUM('a','b') DEFAULT 'b', ADD t TINYINT");
        ddl("ALTER TABLE shop.widened MODIFY t SMALLINT DEFAULT 300");
        ddl("ALTER TABLE shop.narrowed MODIFY n MEDIUMINT, MODIFY x VARCHAR(5) DEFAULT 'x'");
        ddl("ALTER TABLE shop.wider_key MODIFY id VARCHAR(40) NOT NULL");
        awaitWrites();
        uncaptured();
        late();
        shadow();
        trigger();
        ddl("TRUNCATE TABLE shop.truncated");
        awaitWrites();
        ddl("TRUNCATE shop.truncated");
        ddl("DROP TABLE shop.phoenix");
        awaitWrites();
        ddl("CREATE TABLE shop.phoenix (w INT DEFAULT 5, id BIGINT PRIMARY KEY, n INT)");
        ddl("RENAME TABLE shop.moved TO shop.away");
        awaitWrites();
        ddl("RENAME TABLE shop.away TO shop.moved");
        unknownStatements().forEach(this::ddl);
        awaitWrites();
        storm();
        older();
    }

    private void uncaptured() {
        unheard(
                "ALTER TABLE shop.ignored ADD a INT FIRST",
                "INSERT INTO shop.ignored VALUES (1, 2)",
                "CREATE TABLE other.t (id INT PRIMARY KEY)",
                "ALTER TABLE other.t ADD a INT",
                "DROP DATABASE other",
                "DROP TABLE shop.ignored");
    }

    private void late() {
        ddl("CREATE TABLE shop.late (id BIGINT PRIMARY KEY, n INT)");
        awaitWrites();
        ddl("ALTER TABLE shop.late ADD COLUMN m INT DEFAULT 3 AFTER id");
    }

    /** As gh-ost: a shadow of other columns takes the table's place in one statement. */
    private void shadow() {
        unheard(
                "CREATE TABLE shop._shadowed_gho LIKE shop.shadowed",
                "ALTER TABLE shop._shadowed_gho ADD g INT NOT NULL DEFAULT 4 AFTER id");
        writer().holding(() -> {
            rig().source().execute("INSERT INTO shop._shadowed_gho (id, n, x) SELECT id, n, x FROM shop.shadowed");
            ddl("RENAME TABLE shop.shadowed TO shop._shadowed_del, shop._shadowed_gho TO shop.shadowed");
        });
        unheard("DROP TABLE shop._shadowed_del");
    }

    /** As pt-online-schema-change: triggers keep the shadow up to date while the writer goes on. */
    private void trigger() {
        unheard(
                "CREATE TABLE shop._triggered_new LIKE shop.triggered",
                "ALTER TABLE shop._triggered_new ADD p INT NOT NULL DEFAULT 6 FIRST",
                "CREATE TRIGGER shop.osc_del AFTER DELETE ON shop.triggered FOR EACH ROW DELETE IGNORE FROM"
                        + " shop._triggered_new WHERE id <=> OLD.id",
                "CREATE TRIGGER shop.osc_upd AFTER UPDATE ON shop.triggered FOR EACH ROW REPLACE INTO"
                        + " shop._triggered_new (id, n, x) VALUES (NEW.id, NEW.n, NEW.x)",
                "CREATE TRIGGER shop.osc_ins AFTER INSERT ON shop.triggered FOR EACH ROW REPLACE INTO"
                        + " shop._triggered_new (id, n, x) VALUES (NEW.id, NEW.n, NEW.x)",
                "INSERT IGNORE INTO shop._triggered_new (id, n, x) SELECT id, n, x FROM shop.triggered LOCK IN SHARE MODE");
        awaitWrites();
        ddl("RENAME TABLE shop.triggered TO shop._triggered_old, shop._triggered_new TO shop.triggered");
        unheard("DROP TABLE IF EXISTS shop._triggered_old");
    }

    private void storm() {
        var random = new Random(seed);
        var present = new ArrayList<String>();
        for (int i = 0; i < STORM; i++) {
            if (present.size() > 2 && random.nextBoolean()) {
                ddl("ALTER TABLE shop.stormy DROP COLUMN " + present.remove(random.nextInt(present.size())));
            } else {
                var column = "s" + i % 10;
                if (present.contains(column)) {
                    ddl("ALTER TABLE shop.stormy MODIFY " + column + " INT DEFAULT " + i);
                } else {
                    var place = random.nextBoolean() ? "FIRST" : "AFTER id";
                    ddl("ALTER TABLE shop.stormy ADD " + column + " INT DEFAULT " + i + " " + place);
                    present.add(column);
                }
            }
            if (i % 10 == 0) {
                awaitWrites();
            }
        }
    }

    /** canal-server comes back to rows that are older than the table is. */
    private void older() {
        rig().canal().close();
        awaitWrites();
        ddl("ALTER TABLE shop.older ADD a INT DEFAULT 7 FIRST");
        awaitWrites();
        ddl("ALTER TABLE shop.older DROP x, ADD z VARCHAR(9) DEFAULT 'z' AFTER a");
        awaitWrites();
        rig().canal().start();
    }

    /** Runs a statement that has to be told. */
    private void ddl(String sql) {
        told.add(sql);
        rig().source().execute(sql);
    }

    /** Runs statements that are none of the readers' business. */
    private void unheard(String... statements) {
        rig().source().execute(statements);
    }

    private void awaitWrites() {
        var goal = writer().written() + 150;
        await().atMost(PATIENCE).until(() -> writer().written() >= goal);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aCopyIsItsTableInAllColumnsThatBothHave(String table) throws SQLException {
        try (var source = rig().source().connect(DATABASE);
                var target = rig().target().connect(Rig.TARGET)) {
            var columns = Rows.commonColumns(source, target, table);

            assertThat(columns).contains("id", "n").containsAll(Rows.columns(source, table));
            assertThat(Rows.of(target, table, columns)).isEqualTo(Rows.of(source, table, columns));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTopicHasTheColumnsThatTheTableHadWithEachRow(String table) throws SQLException {
        var columns = Topic.read(rig(), "tms." + DATABASE + "." + table).columns();

        try (var source = rig().source().connect(DATABASE)) {
            assertThat(columns).last().isEqualTo(Rows.columns(source, table));
        }
        assertThat(columns).first().isEqualTo(table.equals(LATE) ? List.of("id", "n") : List.of("id", "n", "x"));
    }

    /** Column s7 only ever gets 7, 17, 27 … */
    @Test
    void inTheStormEachValueIsThatOfItsColumn() {
        var rows = Topic.read(rig(), "tms.shop.stormy").rows();

        assertThat(rows).hasSizeGreaterThan(STORM).allSatisfy(row -> {
            for (var field : row.getSchema().getFields()) {
                var value = row.get(field.pos());
                if (field.name().matches("s\\d") && value != null) {
                    assertThat((Integer) value % 10)
                            .as(field.name())
                            .isEqualTo(field.name().charAt(1) - '0');
                }
            }
        });
    }

    @Test
    void everyStatementOfACapturedTableIsToldInItsOrder() {
        assertThat(Topic.read(rig(), "tms.schema-changes").statements())
                .filteredOn(statement -> !statement.contains("rig.")) // the rig's own tables
                .containsExactlyElementsOf(told);
    }

    private Rig rig() {
        if (rig == null) {
            throw new IllegalStateException("not started");
        }
        return rig;
    }

    private Writer writer() {
        if (writer == null) {
            throw new IllegalStateException("not started");
        }
        return writer;
    }
}
