package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who writes in the source and asks with the GTID of that sees it in the view, through all parts. */
class ReadYourWritesIT {
    private static final Pattern SOURCE = Pattern.compile("tms databases +(\\S+)");
    private static final Pattern API = Pattern.compile("query-api +(127\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WRITERS = 10;
    private static final int WRITES = 50;
    private static final int SIGNED = 5;

    @TempDir
    static Path folder;

    private static Launcher launcher;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        launcher = Launcher.start(
                folder.resolve("data"), "--orders", "20", "--rate", "0", "--port-base", Launcher.freePorts());
        launcher.awaitOutput("everything is up");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .failFast("the launcher ended", () -> !launcher.process().isAlive())
                .until(() -> get("/api/v1/waybills").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws IOException {
        launcher.close();
    }

    /** Each of 500 waybills is inserted and changed once: 1,000 writes, and as many reads. */
    @Test
    void whoAsksWithTheGtidOfAWriteSeesIt() throws Exception {
        var writers = Executors.newFixedThreadPool(WRITERS);
        try {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < WRITERS; i++) {
                var first = 9_000_000L + i * 1_000L;
                tasks.add(() -> writeAndRead(first));
            }
            var seen = 0;
            for (var writer : writers.invokeAll(tasks)) {
                seen += writer.get();
            }

            assertThat(seen).isEqualTo(2 * WRITERS * WRITES);
        } finally {
            writers.shutdownNow();
        }
    }

    private static int writeAndRead(long first) throws Exception {
        var seen = 0;
        try (var source = source()) {
            for (var id = first; id < first + WRITES; id++) {
                var inserted = write(
                        source,
                        "INSERT INTO pd_work.pd_transport_order (id, order_id, status, scheduling_status, create_time)"
                                + " VALUES ('" + id + "', '0', 1, 1, NOW())");
                seen += status(id, inserted) == 1 ? 1 : 0;
                var changed = write(
                        source,
                        "UPDATE pd_work.pd_transport_order SET status = " + SIGNED + " WHERE id = '" + id + "'");
                seen += status(id, changed) == SIGNED ? 1 : 0;
            }
        }
        return seen;
    }

    /** Where the machine was too slow it is asked again, as a caller does; no answer may lack the write. */
    private static int status(long id, String gtid) throws IOException, InterruptedException {
        var answer = read(id, gtid, "wait=5");
        for (int i = 0; i < 5 && answer.statusCode() == 503; i++) {
            answer = read(id, gtid, "wait=5");
        }
        assertThat(answer.statusCode())
                .as("%s at %s: %s", id, gtid, answer.body())
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Cdc-Position")).isPresent();
        return json(answer).path("status").asInt();
    }

    @Test
    void whileTheConsumerStandsStillTheCallerIsToldInTime() throws Exception {
        try (var source = source()) {
            signal("STOP");
            try {
                var gtid = write(
                        source,
                        "INSERT INTO pd_work.pd_transport_order (id, order_id, status, scheduling_status, create_time)"
                                + " VALUES ('8000000', '0', 1, 1, NOW())");
                var begun = System.nanoTime();

                var answer = read(8_000_000, gtid, "wait=3");

                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(8));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(json(answer).path("type").asString())
                        .isEqualTo("urn:pd-aggregation:problem:freshness-not-met");
                assertThat(json(answer).path("wanted").asString()).isEqualTo(gtid);
                assertThat(json(answer).path("reached").asString()).isNotEqualTo(gtid);
                assertThat(json(answer).path("waitsFor").asString()).isEqualTo("capture");
                signal("CONT");
                assertThat(status(8_000_000, gtid)).isEqualTo(1);
            } finally {
                signal("CONT");
            }
        }
    }

    private static HttpResponse<String> read(long id, String gtid, String prefer)
            throws IOException, InterruptedException {
        return get("/api/v1/waybills/" + id, "Cdc-Min-Position", gtid, "Prefer", prefer);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address(API) + path));
        return HTTP.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    /** Commits, and gives the GTID of it. */
    private static String write(Connection source, String sql) throws SQLException {
        try (var statement = source.createStatement()) {
            statement.executeUpdate(sql);
            try (var gtid = statement.executeQuery("SELECT @@last_gtid")) {
                gtid.next();
                return gtid.getString(1);
            }
        }
    }

    private static Connection source() throws IOException, SQLException {
        var root = new Secrets(launcher.data().resolve("secrets")).account("root");
        return DriverManager.getConnection("jdbc:mysql://" + address(SOURCE) + "/", root.user(), root.password());
    }

    private static void signal(String name) throws IOException, InterruptedException {
        var pid = Files.readString(folder.resolve("data/run/consumer.pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private static String address(Pattern pattern) {
        var found = pattern.matcher(launcher.output());
        assertThat(found.find()).as(launcher.output()).isTrue();
        return found.group(1);
    }
}
