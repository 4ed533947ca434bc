package com.pinda.aggregation.consumer.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.Servers;
import com.pinda.aggregation.consumer.copy.SqlText;
import com.pinda.aggregation.consumer.view.graph.Route;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Promise 4, for generated views and histories: tables are applied apart, each in its order, as far as it goes; what a
 * change leads to is asked for at any later time, and again; rows are refreshed in between; at rest each view equals
 * its SELECT. A case is repeated with {@code -Dviews.seed=…}.
 */
class AViewIsItsSelectIT {

    private static final int CASES = Integer.getInteger("views.cases", 250);
    private static final int TRANSACTIONS = 30;
    private static final int SINGLE_CHANGES = 15;
    private static final int CASES_LEFT_OUT = 40;
    private static final String DATABASE = "generated_views";

    private static SingleConnectionDataSource database;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void createTables() {
        Servers.database().execute("CREATE DATABASE " + DATABASE);
        database = new SingleConnectionDataSource(Servers.database().url(DATABASE), "root", "", true);
        jdbc = new JdbcTemplate(database);
        jdbc.execute("SET SESSION group_concat_max_len = 67108864, sql_mode = 'STRICT_ALL_TABLES'");
        for (int i = 0; i < GeneratedSelect.TABLES; i++) {
            jdbc.execute("CREATE TABLE t" + i + " (id VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY,"
                    + " a VARCHAR(20) COLLATE utf8mb4_bin, b VARCHAR(20) COLLATE utf8mb4_bin, n INT,"
                    + " s VARCHAR(50), KEY (a), KEY (b)) CHARACTER SET utf8mb4");
        }
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(new ClassPathResource("schema.sql", AffectedKeys.class)), database);
    }

    @AfterAll
    static void dropTables() {
        database.destroy();
        Servers.database().execute("DROP DATABASE " + DATABASE);
    }

    @Test
    void atRestEachViewEqualsItsSelect() {
        var first = Long.getLong("views.seed");
        var seed = first == null ? System.nanoTime() : first;
        for (int i = 0; i < (first == null ? CASES : 1); i++) {
            var differences = differences(seed + i, route -> true);

            assertThat(differences).as("-Dviews.seed=%d", seed + i).isEmpty();
        }
    }

    /** That the check can fail: most histories show that a way from a table to the keys is left out. */
    @Test
    void aWayThatIsLeftOutIsSeen() {
        var seen = 0;

        for (int i = 0; i < CASES_LEFT_OUT; i++) {
            var left = new ArrayList<Route>();
            var differences = differences(i, route -> {
                if (left.isEmpty() && !route.isDirect()) {
                    left.add(route);
                    return false;
                }
                return true;
            });
            seen += differences.isEmpty() ? 0 : 1;
        }

        assertThat(seen).isGreaterThan(CASES_LEFT_OUT / 2);
    }

    private static List<String> differences(long seed, Predicate<Route> followed) {
        var random = new Random(seed);
        var yaml = GeneratedSelect.yaml("v", random);
        var view = DefinitionFile.read("generated, seed " + seed, yaml);
        var routes = view.select().routes().stream().filter(followed).toList();
        return new Case(view, routes, random).differences(yaml);
    }

    /** One view and one history. */
    private static final class Case {

        private final View view;
        private final List<Route> routes;
        private final Random random;
        private final ViewProgress progress = new ViewProgress(jdbc);
        private final Refresher refresher;
        private final Queries queries = new Queries(database);
        private final List<Queue<Tables.Change>> unapplied = new ArrayList<>();
        private final List<Tables.Change> unresolved = new ArrayList<>();
        private final List<Tables.Change> resolved = new ArrayList<>();
        private final Set<ViewKey> unrefreshed = new LinkedHashSet<>();

        Case(View view, List<Route> routes, Random random) {
            this.view = view;
            this.routes = routes;
            this.random = random;
            this.refresher = new Refresher(
                    view,
                    jdbc,
                    progress,
                    published -> new RowChanges(Optional.empty(), published),
                    new ParkedKeys(jdbc),
                    Clock.systemUTC(),
                    new TransactionTemplate(new DataSourceTransactionManager(database)));
        }

        List<String> differences(String yaml) {
            begin();
            var tables = new Tables(random);
            for (int i = 0; i < TRANSACTIONS; i++) {
                tables.transaction().forEach(change -> table(change).add(change));
                for (int steps = random.nextInt(8); steps > 0; steps--) {
                    step();
                }
            }
            rest();
            var differences = compare(yaml);
            // what many changes hide, as each has others' rows refreshed, one shows
            for (int i = 0; i < SINGLE_CHANGES && differences.isEmpty(); i++) {
                tables.transaction().forEach(change -> table(change).add(change));
                rest();
                differences = compare(yaml);
            }
            return differences;
        }

        private void rest() {
            while (unapplied.stream().anyMatch(queue -> !queue.isEmpty())) {
                apply();
            }
            while (!unresolved.isEmpty()) {
                resolve(unresolved.remove(random.nextInt(unresolved.size())));
            }
            refresh();
        }

        private void begin() {
            for (int i = 0; i < GeneratedSelect.TABLES; i++) {
                jdbc.execute("DELETE FROM t" + i);
                unapplied.add(new ArrayDeque<>());
            }
            jdbc.execute("DROP TABLE IF EXISTS v");
            jdbc.execute("CREATE TABLE shape AS " + view.select().sql() + " LIMIT 0");
            var key = String.join(",", view.definition().key());
            jdbc.execute("CREATE TABLE v LIKE shape");
            jdbc.execute("ALTER TABLE v ADD _refreshed_ms BIGINT, ADD PRIMARY KEY (" + key + ")");
            jdbc.execute("DROP TABLE shape");
            progress.addLocks("v", "v");
        }

        private Queue<Tables.Change> table(Tables.Change change) {
            return unapplied.get(Integer.parseInt(change.table().substring(1)));
        }

        private void step() {
            switch (random.nextInt(5)) {
                case 0, 1 -> apply();
                case 2 -> {
                    if (!unresolved.isEmpty()) {
                        resolve(unresolved.remove(random.nextInt(unresolved.size())));
                    }
                }
                case 3 -> {
                    if (!resolved.isEmpty()) {
                        resolve(resolved.get(random.nextInt(resolved.size())));
                    }
                }
                default -> refresh();
            }
        }

        private void apply() {
            var change = unapplied.get(random.nextInt(unapplied.size())).poll();
            if (change != null) {
                var before = change.before();
                var after = change.after();
                if (before != null && after == null) {
                    jdbc.update("DELETE FROM " + change.table() + " WHERE id = ?", before.get("id"));
                } else if (after != null) {
                    jdbc.update(
                            "REPLACE INTO " + change.table() + " (id, a, b, n, s) VALUES (?, ?, ?, ?, ?)",
                            after.get("id"),
                            after.get("a"),
                            after.get("b"),
                            after.get("n"),
                            after.get("s"));
                }
                unresolved.add(change);
            }
        }

        private void resolve(Tables.Change change) {
            resolved.add(change);
            for (var route : routes) {
                if (route.table().equals(change.table()) && isTouched(route, change)) {
                    values(route, change.before());
                    values(route, change.after());
                }
            }
        }

        private static boolean isTouched(Route route, Tables.Change change) {
            var before = change.before();
            var after = change.after();
            return before == null
                    || after == null
                    || route.columns().stream()
                            .anyMatch(column -> !Objects.equals(before.get(column), after.get(column)));
        }

        private void values(Route route, @Nullable Map<String, @Nullable String> row) {
            if (row != null) {
                route.values(column -> literal(column, row.get(column)))
                        .ifPresent(values -> queries.keys(
                                route.sql(List.of(values)),
                                view.definition().key().size(),
                                unrefreshed::add));
            }
        }

        private static @Nullable String literal(String column, @Nullable String value) {
            if (value == null) {
                return null;
            }
            var bytes = value.getBytes(UTF_8);
            return column.equals("n")
                    ? value
                    : new SqlText().quoted(bytes, 0, bytes.length).toString();
        }

        private void refresh() {
            var next = new HashMap<Spot, Long>();
            next.put(new Spot("v", Lane.FAST, 0), 1L);
            refresher.refresh(unrefreshed, Set.of(), next);
            unrefreshed.clear();
        }

        private List<String> compare(String yaml) {
            var key = String.join(",", view.definition().key());
            var wanted = jdbc.queryForList("SELECT * FROM (" + view.select().sql() + ") q ORDER BY " + key);
            var there = jdbc.queryForList("SELECT * FROM v ORDER BY " + key);
            there.forEach(row -> row.remove("_refreshed_ms"));
            return wanted.toString().equals(there.toString())
                    ? List.of()
                    : List.of(yaml, "wanted " + wanted, "there  " + there);
        }
    }
}
