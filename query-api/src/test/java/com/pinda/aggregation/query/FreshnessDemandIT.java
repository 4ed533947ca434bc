package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.freshness.Stand;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers demand of freshness, over HTTP; the test does to the database what the consumer does. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Import(FreshnessDemandIT.Jobs.class)
class FreshnessDemandIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withTables();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger READ = new AtomicInteger();

    @LocalServerPort
    int port;

    @RestController
    static class Jobs {

        private final ViewFreshness freshness;

        Jobs(ViewFreshness freshness) {
            this.freshness = freshness;
        }

        @Transactional(readOnly = true)
        @ReadsView("agg_job")
        @GetMapping("/test/jobs")
        public ResponseEntity<Stand> jobs() {
            READ.incrementAndGet();
            return ResponseEntity.ok(freshness.of("agg_job"));
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.expected-tables", () -> "pd_driver_job");
        registry.add("query.freshness-reused-for", () -> "0");
        registry.add("query.max-wait", () -> "8s");
        registry.add("query.max-waiting", () -> "50");
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> "3");
    }

    @BeforeAll
    static void makeView() {
        DATABASE.makeViewTables();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    /** A view with all that was captured, up to the GTID 0-1-100. */
    @BeforeEach
    void atRest() {
        DATABASE.run(
                "DELETE FROM _copy",
                "DELETE FROM _copy_progress",
                "DELETE FROM _resolved",
                "DELETE FROM _untold",
                "DELETE FROM _view_progress",
                "REPLACE INTO _view (view_name, file_name, definition, key_columns, json_columns, copies, origins, select_sql, source_sql, fills_asked,"
                        + " fills_put, filled_ms) VALUES ('agg_job', '', '', '[]', '[]', '[\"pd_driver_job\"]', '{}', '', '', 1, 1, 1)",
                "INSERT INTO _copy_progress VALUES ('tms.src.pd_driver_job', 0, 10, 10, 1, 1, 1, 10)",
                "INSERT INTO _resolved VALUES ('tms.src.pd_driver_job', 0, 10)",
                "INSERT INTO _view_progress VALUES ('agg_job', 'fast', 0, 20, 20, 1, 1), ('agg_job', 'bulk', 0, 5, 5, 1, 1)");
        DATABASE.markFilled("pd_driver_job");
        capture("'0-1-100'", 0);
    }

    @Test
    void theAnswerSaysUpToWhereItHasEverything() throws Exception {
        var answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("position").asString()).isEqualTo("0-1-100");
        assertThat(json(answer).path("state").asString()).isEqualTo("ready");
    }

    @Test
    void whereTheSourceTellsNoGtidsThePositionIsAPlaceInItsLog() throws Exception {
        capture("NULL", 0);

        assertThat(json(get()).path("position").asString()).isEqualTo("mysql-bin.000007:1233");
        assertThat(get("Cdc-Min-Position", "mysql-bin.000007:1233").statusCode())
                .isEqualTo(200);
        assertThat(get("Cdc-Min-Position", "mysql-bin.000007:2000").statusCode())
                .isEqualTo(503);
        assertBadHeader(get("Cdc-Min-Position", "0-1-100"), "Cdc-Min-Position", "GTID");
    }

    @Test
    void aViewThatAlwaysHasKeysToRefreshTellsWhatItHas() throws Exception {
        get();
        publish("0-1-101");
        resolve();
        get();
        publish("0-1-102");
        resolve();
        DATABASE.run("UPDATE _view_progress SET next_offset = end_offset - 1 WHERE lane = 'fast'");

        assertThat(json(get()).path("position").asString()).isEqualTo("0-1-101");
    }

    @Test
    void whatWasReachedIsAnsweredWithoutAWait() throws Exception {
        var answer = get("Cdc-Min-Position", "0-1-100", "Prefer", "wait=5");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=5");
    }

    @Test
    void aRequestWaitsForCaptureCopyAndView() throws Exception {
        var read = READ.get();
        var answer = send("Cdc-Min-Position", "0-1-101", "Prefer", "respond-async, wait=5; foo=bar");

        for (Runnable step : new Runnable[] {() -> publish("0-1-101"), this::apply, this::resolve}) {
            step.run();
            await().during(Duration.ofMillis(200)).until(() -> !answer.isDone() && READ.get() == read);
        }
        refresh();

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(json(answer.get()).path("position").asString()).isEqualTo("0-1-101");
        assertThat(answer.get().headers().firstValue("Preference-Applied")).contains("wait=5");
    }

    @Test
    void whatIsNotReachedInTimeSaysWhereItIs() throws Exception {
        assertNotMet("capture");
        publish("0-1-101");
        assertNotMet("copy pd_driver_job");
        apply();
        assertNotMet("copy pd_driver_job");
        resolve();
        assertNotMet("view agg_job");
        refresh();
        assertThat(get("Cdc-Min-Position", "0-1-101").statusCode()).isEqualTo(200);
    }

    private void assertNotMet(String waitsFor) throws Exception {
        var begun = System.nanoTime();

        var answer = get("Cdc-Min-Position", "0-1-101", "Prefer", "wait=1");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SECOND, SECOND.multipliedBy(3));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=1");
        var problem = json(answer);
        assertThat(problem.path("type").asString()).isEqualTo("urn:pd-aggregation:problem:freshness-not-met");
        assertThat(problem.path("wanted").asString()).isEqualTo("0-1-101");
        assertThat(problem.path("reached").asString()).isEqualTo("0-1-100");
        assertThat(problem.path("waitsFor").asString()).isEqualTo(waitsFor);
    }

    @Test
    void withoutAWaitTheAnswerComesAtOnce() throws Exception {
        var answer = get("Cdc-Min-Position", "0-1-101");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void nobodyWaitsLongerThanIsLet() throws Exception {
        var answer = get("Cdc-Min-Position", "0-1-100", "Prefer", "wait=3600");

        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=8");
    }

    @Test
    void anAnswerIsAsYoungAsDemandedOrThereIsNone() throws Exception {
        capture("'0-1-100'", 5_000);

        assertThat(get("Cache-Control", "max-age=60").statusCode()).isEqualTo(200);
        assertThat(get("Cache-Control", "max-age=0").statusCode()).isEqualTo(200);
        var old = get("Cache-Control", "no-transform, max-age=2");
        assertThat(old.statusCode()).isEqualTo(503);
        assertThat(json(old).path("wanted").asString()).isEqualTo("max-age=2");

        var waiting = send("Cache-Control", "max-age=2", "Prefer", "wait=5");
        await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
        capture("'0-1-100'", 0);
        assertThat(waiting.get().statusCode()).isEqualTo(200);
    }

    @Test
    void maxAgeZeroWaitsForAllThatWasCommittedWhenItWasAsked() throws Exception {
        var waiting = send("Cache-Control", "max-age=0", "Prefer", "wait=5");

        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
        capture("'0-1-100'", 0);

        assertThat(waiting.get().statusCode()).isEqualTo(200);
    }

    @Test
    void aTruncatedCopyIsAwaitedUntilItsViewIsMadeAnew() throws Exception {
        publish("0-1-101");
        resolve();
        refresh();
        DATABASE.run("INSERT INTO _untold VALUES ('pd_driver_job', 1)");
        publish("0-1-102");
        resolve();
        refresh();

        assertThat(get("Cdc-Min-Position", "0-1-102").statusCode()).isEqualTo(503);
        DATABASE.run("DELETE FROM _untold", "UPDATE _view SET fills_asked = 2");
        assertThat(get("Cdc-Min-Position", "0-1-102").statusCode()).isEqualTo(503);
        DATABASE.run("UPDATE _view SET fills_put = 2");
        assertThat(get("Cdc-Min-Position", "0-1-102").statusCode()).isEqualTo(200);
    }

    @Test
    void aViewThatIsLoadingIsNotWaitedFor() throws Exception {
        DATABASE.run("UPDATE _view SET filled_ms = NULL");

        for (var answer : new HttpResponse<?>[] {get(), get("Cdc-Min-Position", "0-1-1", "Prefer", "wait=5")}) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body().toString()).contains("not-ready", "agg_job", "loading");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cdc-Min-Position | yesterday   | binlog file",
                "Cdc-Min-Position | mysql-bin:4 | GTID",
                "Cdc-Min-Position | other.000001:4 | mysql-bin",
                "Prefer           | wait=soon   | whole seconds",
                "Prefer           | wait=-1     | whole seconds",
                "Prefer           | wait=1.5    | whole seconds",
                "Cache-Control    | max-age=x   | whole seconds"
            })
    void aHeaderThatIsNonsenseIsNamed(String header, String value, String hint) throws Exception {
        var other = header.equals("Cdc-Min-Position") ? "Accept" : "Cdc-Min-Position";

        assertBadHeader(get(header, value, other, other.equals("Accept") ? "*/*" : "0-1-1"), header, hint);
    }

    @Test
    void manyWaitWithoutHoldingConnectionsAndOneTooManyIsRefused() throws Exception {
        var sent = IntStream.range(0, 60)
                .mapToObj(i -> send("Cdc-Min-Position", "0-1-101", "Prefer", "wait=8"))
                .toList();
        await().until(() -> sent.stream().filter(CompletableFuture::isDone).count() == 10);
        var waiting = sent.stream().filter(answer -> !answer.isDone()).toList();
        assertThat(sent)
                .filteredOn(CompletableFuture::isDone)
                .allSatisfy(answer -> assertThat(answer.join().body()).contains("too-many-waiting"));
        assertThat(get().statusCode()).isEqualTo(200);
        assertThat(waiting).hasSize(50).noneMatch(CompletableFuture::isDone);

        publish("0-1-101");
        resolve();
        refresh();

        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(get("Cdc-Min-Position", "0-1-102", "Prefer", "wait=1").body())
                .contains("freshness-not-met");
    }

    /** The capture publishes one more change. */
    private void publish(String gtid) {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE _copy_progress SET end_offset = end_offset + 1");
            statement.execute("UPDATE _capture SET gtid = '%s', alive_ts_ms = alive_ts_ms + 1".formatted(gtid));
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply() {
        DATABASE.run("UPDATE _copy_progress SET next_offset = end_offset");
    }

    /** Each change has three keys. */
    private void resolve() {
        apply();
        DATABASE.run(
                "UPDATE _view_progress SET end_offset = end_offset + 3 WHERE lane = 'fast'",
                "UPDATE _resolved r JOIN _copy_progress p ON p.topic = r.topic SET r.next_offset = p.end_offset");
    }

    private void refresh() {
        DATABASE.run("UPDATE _view_progress SET next_offset = end_offset");
    }

    private static void capture(String gtid, long ageMs) {
        DATABASE.run("REPLACE INTO _capture VALUES ('tms', 30064772305, 'mysql-bin.000007', 1233, %s, %2$d, %2$d)"
                .formatted(gtid, System.currentTimeMillis() - ageMs));
    }

    private void assertBadHeader(HttpResponse<String> answer, String header, String hint) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:pd-aggregation:problem:bad-request");
        assertThat(json(answer).path("header").asString()).isEqualTo(header);
        assertThat(json(answer).path("detail").asString()).contains(header, hint);
    }

    private HttpResponse<String> get(String... headers) throws IOException, InterruptedException {
        return HTTP.send(request(headers), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> send(String... headers) {
        return HTTP.sendAsync(request(headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/test/jobs"));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
