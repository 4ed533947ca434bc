package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders go through all parts, whatever is killed: the copies equal the source, and no change is published twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {
    /** All that the workload can do to a source. */
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("server-sets-pickup-time", "true"),
            Map.entry("driver-reassigned", "0.1"),
            Map.entry("manual-first", "0.2"),
            Map.entry("leg-planned-twice", "0.1"),
            Map.entry("two-waybills", "0.03"),
            Map.entry("rolled-back", "0.05"),
            Map.entry("step-dies", "0.02"),
            Map.entry("unknown-status", "0.05"),
            Map.entry("root-deleted", "0.05"),
            Map.entry("key-changed", "0.05"),
            Map.entry("emoji", "0.2"),
            Map.entry("dimension-edit-every", "10"),
            Map.entry("bulk-edit-every", "5"),
            Map.entry("add-columns-after", "50"),
            Map.entry("large-transaction-after", "80"),
            Map.entry("large-transaction-rows", "20000"),
            Map.entry("truncate-after", "120"),
            Map.entry("odd-rows-after", "150"));

    @TempDir
    static Path folder;

    private final Path data = folder.resolve("data");

    @Test
    @Order(1)
    void theCopiesEqualTheSourceThoughServicesAreKilled() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(
                data,
                "--orders",
                "90",
                "--exit",
                "--rate",
                "20",
                "--kill",
                "producer",
                "--kill",
                "consumer",
                "--port-base",
                Launcher.freePorts())) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isZero();

            assertThat(launcher.output()).containsPattern("producer +killed").containsPattern("consumer +killed");
            var result = result(launcher);
            assertThat(result.path("orders").asInt()).isEqualTo(90);
            assertThat(result.path("tables").size()).isGreaterThanOrEqualTo(18);
            assertThat(result.path("tables")
                            .path("pd_oms.pd_order")
                            .path("source")
                            .asInt())
                    .isGreaterThanOrEqualTo(90);
            assertEqualCopies(result);
            assertThat(result.path("lag_ms").path("p50").asInt()).isNotNegative();
            assertThat(launcher.processes()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void nothingIsPublishedTwiceAndThePagesAnswerWhatSqlSaysOfTheSource()
            throws IOException, InterruptedException, SQLException {
        try (var launcher = Launcher.start(data, "--no-workload")) {
            launcher.awaitOutput("everything is up");

            var changes = PublishedRecords.read(launcher.address("Kafka"), launcher.address("registry"));

            assertThat(changes).hasSizeGreaterThan(10_000).doesNotHaveDuplicates();
            SourcePages.assertEqual(launcher);
        }
    }

    @Test
    @Order(3)
    void aKilledStackGoesOnWhereItWas() throws IOException, InterruptedException {
        try (var first = Launcher.start(data, "--orders", "500", "--exit", "--rate", "20")) {
            first.awaitOutput(Pattern.compile("orders [1-9]\\d+ "));

            first.process().destroyForcibly();

            await().atMost(Duration.ofSeconds(30)).until(() -> first.processes().isEmpty());
        }
        try (var second = Launcher.start(data, "--orders", "60", "--exit", "--rate", "0")) {
            assertThat(second.awaitExit()).as(second.output()).isZero();

            assertEqualCopies(result(second));
        }
    }

    @Test
    @Order(4)
    @EnabledIf(value = "mySqlCanBeHad", disabledReason = "neither MySQL nor apt on the PATH")
    void theCopiesEqualTheSourceOnMySql() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(
                folder.resolve("mysql-data"),
                "--db",
                "mysql",
                "--orders",
                "60",
                "--exit",
                "--rate",
                "0",
                "--port-base",
                Launcher.freePorts())) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isZero();

            assertThat(launcher.output()).containsPattern("mysql +127.0.0.1:\\d+ +up in");
            assertEqualCopies(result(launcher));
        }
    }

    @Test
    @Order(5)
    @EnabledIf(value = "mySqlCanBeHad", disabledReason = "neither MySQL nor apt on the PATH")
    void thePagesAnswerWhatSqlSaysOfTheSourceOnMySql() throws IOException, InterruptedException, SQLException {
        try (var launcher = Launcher.start(folder.resolve("mysql-data"), "--db", "mysql", "--no-workload")) {
            launcher.awaitOutput("everything is up");

            SourcePages.assertEqual(launcher);
        }
    }

    @Test
    @Order(6)
    void theCopiesEqualTheSourceWhateverHappensThere() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(
                List.of("--orders", "200", "--exit", "--rate", "0", "--port-base", Launcher.freePorts()));
        EVERYTHING.forEach((knob, value) -> arguments.addAll(List.of("--knob", knob + "=" + value)));
        try (var launcher = Launcher.start(folder.resolve("everything"), arguments.toArray(String[]::new))) {
            assertThat(launcher.awaitExit()).as(launcher.output()).isZero();

            assertEqualCopies(result(launcher));
        }
    }

    static boolean mySqlCanBeHad() {
        return MySql.onPath().isPresent()
                || Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "apt-get")));
    }

    static void assertEqualCopies(JsonNode result) {
        assertThat(result.path("tables")).allSatisfy(table -> {
            assertThat(table.path("mismatches").asInt(-1)).isZero();
            assertThat(table.path("copied").asInt())
                    .isEqualTo(table.path("source").asInt());
        });
        assertThat(result.path("views")).allSatisfy(view -> {
            assertThat(view.path("mismatches").asInt(-1)).isZero();
            assertThat(view.path("rows").asInt()).isEqualTo(view.path("source").asInt());
        });
        assertThat(result.path("published").asLong())
                .isPositive()
                .isEqualTo(result.path("applied").asLong());
    }

    /** The last line. */
    static JsonNode result(Launcher launcher) {
        var lines = launcher.output().lines().toList();
        return new JsonMapper().readTree(lines.get(lines.size() - 1));
    }
}
