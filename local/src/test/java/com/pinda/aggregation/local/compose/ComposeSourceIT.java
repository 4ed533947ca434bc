package com.pinda.aggregation.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.local.docs.Blocks;
import com.pinda.aggregation.local.docs.Shell;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The source of the compose file: what its start makes of a server is enough for those who use it. */
class ComposeSourceIT {

    /** What the entry point of the image offers to the files that it sources. */
    private static final String ENTRY_POINT = """
            docker_process_sql() {
                mysql --no-defaults --skip-ssl -h 127.0.0.1 -P %d -u root "$@"
            }
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static Database database;
    private static Shell shell;

    @BeforeAll
    static void start() throws IOException {
        database = Database.start();
        shell = Shell.in(folder);
        shell.run("scripts/secrets " + secrets());
        var source = Files.readString(Shell.PROJECT.resolve("compose/source.sh"))
                .replace("/run/secrets/", secrets() + "/")
                .replace(
                        "/tms/",
                        Shell.PROJECT.resolve("local/src/main/resources/com/pinda/aggregation/local/tms") + "/");

        shell.run(ENTRY_POINT.formatted(database.port()) + source);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void theWorkloadOfTheReadmeFillsItAndCanalServerReadsIt() throws IOException, InterruptedException {
        var block = Blocks.of(Shell.PROJECT.resolve("README.md")).take("scripts/workload --prepare ");

        var printed = shell.run(
                block.replace("scripts/workload", "scripts/workload --url jdbc:mysql://127.0.0.1:" + database.port())
                        .replace("--orders 300", "--orders 20 --rate 0")
                        .replace("secrets/", secrets() + "/"));

        assertThat(printed.lines().reduce((first, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).startsWith("orders=20 finished=20 "));
        var httpPort = JavaProcess.freePort();
        try (var canal = canalServer(httpPort)) {
            canal.awaitHealthy(url(httpPort, "/health"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    status(httpPort).path("last_event_ts_ms").asLong())
                            .isPositive());
            assertThat(canal.output()).doesNotContain("FAIL").doesNotContain("denied");
            assertThat(status(httpPort).path("state").asString()).isEqualTo("streaming");
        }
    }

    @Test
    void eachAccountReachesNoMoreThanItsDatabases() throws SQLException {
        assertThat(grants("canal"))
                .noneMatch(grant -> grant.contains("ALL PRIVILEGES"))
                .hasSize(5);
        assertThat(grants("tms"))
                .noneMatch(grant -> grant.contains("ALL PRIVILEGES"))
                .hasSize(6);
    }

    private static JavaProcess canalServer(int httpPort) throws IOException {
        return JavaProcess.start(
                "canal-server",
                Shell.PROJECT.resolve("canal-server/target/canal-server.jar"),
                List.of("-Xmx192m", "-XX:+UseSerialGC"),
                Map.of(
                        "CANAL_PORT", Integer.toString(JavaProcess.freePort()),
                        "CANAL_HTTP_PORT", Integer.toString(httpPort),
                        "CANAL_DATA_DIR",
                                Files.createDirectory(folder.resolve("canal")).toString(),
                        "CANAL_SOURCE_PORT", Integer.toString(database.port()),
                        "CANAL_SOURCE_USER", "canal",
                        "CANAL_SOURCE_PASSWORD", Files.readString(secrets().resolve("canal_source_password")),
                        "CANAL_SOURCE_SSL", "DISABLED",
                        "CANAL_SOURCE_START", "earliest",
                        "CANAL_FILTER", ComposeFile.read().filter()),
                folder);
    }

    private static JsonNode status(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(port, "/status")).build();
        return new JsonMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static List<String> grants(String user) throws SQLException {
        var grants = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GRANTS FOR '%s'@'%%'".formatted(user))) {
            while (rows.next()) {
                grants.add(rows.getString(1));
            }
        }
        return grants;
    }

    private static Path secrets() {
        return folder.resolve("secrets");
    }
}
