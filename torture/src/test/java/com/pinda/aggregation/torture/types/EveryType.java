package com.pinda.aggregation.torture.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.RigOptions;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each value is written, changed in another column and found in its topic, before and after, and in its copy, as the
 * docs say; and what the copy shows is what the source shows. One table for each type, one row for each value.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class EveryType {

    private static final System.Logger LOG = System.getLogger(EveryType.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = "zoo";
    private static final String NULL_ROW = "0";

    /** Zero, partial and impossible dates, and values that no label has, are to be taken. */
    private static final String SESSION = "SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'";

    private final SourceKind kind;
    private final Optional<String> missing;
    private final List<TypeCase> cases;
    private final List<TimeZones.Zone> zones = TimeZones.all();
    private @Nullable Rig rig;
    private Map<String, TopicRows> topics = Map.of();

    EveryType(SourceKind kind, Optional<String> missing) {
        this.kind = kind;
        this.missing = missing;
        cases = TypeCases.all().stream()
                .filter(one -> one.servers().contains(kind))
                .toList();
    }

    @BeforeAll
    void writeEverything() throws SQLException {
        missing.ifPresent(why -> LOG.log(System.Logger.Level.WARNING, "{0} is skipped: {1}", kind, why));
        assumeThat(missing).isEmpty();
        var tables = Stream.concat(
                        IntStream.range(0, cases.size()).mapToObj(i -> DATABASE + "." + table(i)),
                        zones.stream().map(zone -> DATABASE + "." + zone.table()))
                .toArray(String[]::new);
        rig = Rig.start(RigOptions.of(tables).from(kind).withProducer("cdc.publish.partitions", "1"));
        try (var source = rig().source().connect(DATABASE)) {
            LOG.log(System.Logger.Level.WARNING, "every type on {0}", show(source, "SELECT version()"));
            execute(source, SESSION);
            for (int i = 0; i < cases.size(); i++) {
                write(source, table(i), cases.get(i));
            }
        }
        TimeZones.load(rig().source());
        for (var zone : zones) {
            zone.write(rig().source(), DATABASE);
        }
        rig().awaitQuiet(PATIENCE);
        topics = TopicRows.read(rig(), "tms." + DATABASE + ".");
    }

    @AfterAll
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    Rig rig() {
        if (rig == null) {
            throw new IllegalStateException("not started");
        }
        return rig;
    }

    private static String table(int number) {
        return "t%02d".formatted(number);
    }

    private static void write(Connection source, String table, TypeCase type) throws SQLException {
        execute(source, "CREATE TABLE " + table + " (id INT PRIMARY KEY, v " + type.type() + ", n INT)");
        if (!type.type().contains("GENERATED")) {
            execute(source, "INSERT INTO " + table + " (id, v) VALUES (" + NULL_ROW + ", NULL)");
        }
        for (int row = 0; row < type.values().size(); row++) {
            execute(
                    source,
                    "INSERT INTO " + table + " (id, v) VALUES (" + (row + 1) + ", "
                            + type.values().get(row).sql() + ")");
        }
        execute(source, "UPDATE " + table + " SET n = 1");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Stream<TypeCase> types() {
        return cases.stream();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("types")
    void aValueIsInTheTopicAsTheDocsSay(TypeCase type) {
        var rows = topic(table(cases.indexOf(type)));

        for (int row = 0; row < type.values().size(); row++) {
            var value = type.values().get(row);
            var key = row + 1;
            assertThat(rows.created(key).get("v")).as(value.sql()).isEqualTo(value.topic());
            assertThat(rows.before(key).get("v")).as("before, " + value.sql()).isEqualTo(value.topic());
            assertThat(rows.after(key).get("v")).as("after, " + value.sql()).isEqualTo(value.topic());
            assertThat(rows.raw(key)).as("headers, " + value.sql()).isEqualTo(raw(value));
        }
    }

    private static Map<String, String> raw(Value value) {
        return value.raw() == null ? Map.of() : Map.of("cdc.raw.before.v", value.raw(), "cdc.raw.after.v", value.raw());
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("types")
    void theCopyShowsWhatTheSourceShows(TypeCase type) throws SQLException {
        var table = table(cases.indexOf(type));
        var sql = "SELECT " + type.shown().formatted("v") + " FROM " + table + " WHERE id = ";
        try (var source = rig().source().connect(DATABASE);
                var target = rig().target().connect(Rig.TARGET)) {
            execute(source, SESSION);
            execute(target, SESSION);
            for (int row = 0; row < type.values().size(); row++) {
                var value = type.values().get(row);
                assertThat(show(target, sql + (row + 1))).as(value.sql()).isEqualTo(value.copy());
                if (value.raw() == null) {
                    assertThat(show(source, sql + (row + 1)))
                            .as("in the source, " + value.sql())
                            .isEqualTo(value.copy());
                }
            }
            if (!type.type().contains("GENERATED")) {
                assertThat(show(target, sql + NULL_ROW)).isNull();
            }
        }
    }

    Stream<TimeZones.Zone> zones() {
        return zones.stream();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("zones")
    void aTimestampIsTheSameMomentWhateverTheZoneOfTheServer(TimeZones.Zone zone) throws SQLException {
        var rows = topic(zone.table());

        for (int row = 0; row < zone.times().size(); row++) {
            assertThat(rows.created(row + 1).get("v"))
                    .as(zone.times().get(row).local())
                    .isEqualTo(Instant.parse(zone.times().get(row).utc()));
        }
        try (var target = rig().target().connect(Rig.TARGET)) {
            execute(target, SESSION);
            var shown = new ArrayList<@Nullable String>();
            for (int row = 0; row < zone.times().size(); row++) {
                shown.add(show(target, "SELECT CAST(v AS CHAR) FROM " + zone.table() + " WHERE id = " + (row + 1)));
            }
            assertThat(shown).isEqualTo(zone.shownInUtc());
        }
    }

    @Order(1)
    @Test
    void noTextAnywhereHasAReplacementCharacter() {
        assertThat(topics.values().stream()
                        .flatMap(TopicRows::texts)
                        .filter(text -> text.indexOf('\ufffd') >= 0)
                        .toList())
                .isEmpty();
    }

    /** What this server has beyond the common types, and what of it canal-server has to name. */
    abstract Map<String, String> refused();

    @Order(2)
    @Test
    void aTypeThatCannotBeReadIsRefusedByNameAtStart() throws SQLException {
        try (var source = rig().source().connect("")) {
            execute(source, "CREATE DATABASE refused");
            execute(source, "USE refused");
            for (var table : refused().keySet()) {
                execute(source, table);
            }
        }
        rig().canal().close();
        var filter = rig().canalSettings().get("CANAL_FILTER");
        rig().canalSettings().put("CANAL_FILTER", filter + ",refused\\..*");
        rig().canal().launch();

        assertThat(rig().canal().ended(PATIENCE)).isTrue();
        assertThat(rig().canal().exitCode()).isEqualTo(2);
        assertThat(rig().canal().output().lines().filter(line -> line.startsWith("FAIL")))
                .hasSize(1)
                .first()
                .asString()
                .contains(refused().values());
    }

    private TopicRows topic(String table) {
        var rows = topics.get("tms." + DATABASE + "." + table);
        assertThat(rows).as("the topic of " + table).isNotNull();
        return rows;
    }

    private static @Nullable String show(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }
}
