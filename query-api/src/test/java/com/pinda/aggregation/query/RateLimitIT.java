package com.pinda.aggregation.query;

import static com.pinda.aggregation.query.AccessCase.get;
import static com.pinda.aggregation.query.AccessCase.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Nobody asks more often than they may. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Import(AccessCase.People.class)
class RateLimitIT {

    private static final CopiesDatabase DATABASE = AccessCase.database();
    private static final int ATTEMPTS = 100;

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws Exception {
        var file = Files.writeString(
                folder.resolve("keys"),
                ApiKeysIT.line("shop", "key of shop", "reader") + ApiKeysIT.line("other", "key of other", "reader"));
        DATABASE.properties(registry);
        registry.add("query.access.mode", () -> "api-keys");
        registry.add("query.access.keys-file", file::toString);
        registry.add("query.access.requests-per-second", () -> "1");
        registry.add("query.access.burst", () -> "20");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgainAndOthersAreNotHeldUp() throws Exception {
        var refused = askUntil(429, "key of shop");

        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(refused).path("type").asString()).isEqualTo("urn:pd-aggregation:problem:too-many-requests");
        assertThat(people("key of other").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        await().until(() -> people("key of shop").statusCode() == 200);
    }

    @Test
    void whoGuessesKeysIsHeldUpByAddress() throws Exception {
        assertThat(people("guess").statusCode()).isEqualTo(401);

        askUntil(429, "guess");

        assertThat(people("key of other").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> askUntil(int status, String key) throws IOException, InterruptedException {
        var answer = people(key);
        for (int i = 0; i < ATTEMPTS && answer.statusCode() != status; i++) {
            answer = people(key);
        }
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    private HttpResponse<String> people(String key) throws IOException, InterruptedException {
        return get(port, "/test/people", "X-API-Key", key);
    }
}
