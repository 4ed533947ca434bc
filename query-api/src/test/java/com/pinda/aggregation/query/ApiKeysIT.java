package com.pinda.aggregation.query;

import static com.pinda.aggregation.query.AccessCase.get;
import static com.pinda.aggregation.query.AccessCase.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Callers have keys. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Import(AccessCase.People.class)
class ApiKeysIT {

    private static final CopiesDatabase DATABASE = AccessCase.database();
    private static final String HEADER = "X-API-Key";

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws Exception {
        var file = Files.writeString(
                folder.resolve("keys"),
                line("shop", "key of shop", "reader")
                        + line("back-office", "key of back office", "reader,personal-data-reader"));
        DATABASE.properties(registry);
        registry.add("query.access.mode", () -> "api-keys");
        registry.add("query.access.keys-file", file::toString);
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void whoMayReadSeesWhatIsPersonalMasked() throws Exception {
        var people = get(port, "/test/people", HEADER, "key of shop");

        assertThat(people.statusCode()).isEqualTo(200);
        assertThat(json(people).path("sender_phone").asString()).isEqualTo("138****5678");
    }

    @Test
    void whoMayReadPersonalDataSeesAllButSecrets() throws Exception {
        var people = get(port, "/test/people", HEADER, "key of back office");

        assertThat(json(people).path("sender_phone").asString()).isEqualTo("13812345678");
        assertThat(json(people).path("legs.driver_name").asString()).isEqualTo("李四");
        assertThat(json(people).path("pickup_code").asString()).isEqualTo("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/people", "/sync/status", "/actuator/prometheus", "/actuator/info", "/nothing"})
    void whoShowsNoKeyOrAWrongOneIsRefused(String path) throws Exception {
        assertRefused(get(port, path));
        assertRefused(get(port, path, HEADER, "key of nobody"));
        assertRefused(get(port, path, HEADER, ""));
        assertRefused(get(port, path, "Authorization", "Bearer key of shop"));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .contains("ApiKey realm=\"pd_aggregation\", header=\"X-API-Key\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:pd-aggregation:problem:unauthorized");
        assertThat(answer.body()).doesNotContain("key of");
    }

    @Test
    void probesAndTheDescriptionAreOpen() throws Exception {
        assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get(port, "/v3/api-docs").statusCode()).isEqualTo(200);
        assertThat(get(port, "/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/prometheus", HEADER, "key of shop").statusCode())
                .isEqualTo(200);
    }

    @Test
    void keysAreReadAgainWhenTheirFileChangesAndKeptWhenItIsWrong() throws Exception {
        var file = folder.resolve("keys");
        var before = Files.readString(file);
        try {
            Files.writeString(file, before + line("new", "key of new", "reader"));
            await().until(() -> status("key of new") == 200);

            Files.writeString(file, before.replace(" reader", " king"));
            await().during(Duration.ofMillis(1500)).until(() -> status("key of new") == 200);

            Files.writeString(file, before);
            await().until(() -> status("key of new") == 401);
            assertThat(status("key of shop")).isEqualTo(200);
        } finally {
            Files.writeString(file, before);
        }
    }

    private int status(String key) throws IOException, InterruptedException {
        return get(port, "/test/people", HEADER, key).statusCode();
    }

    static String line(String name, String key, String roles) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        return name + " " + HexFormat.of().formatHex(digest) + " " + roles + "\n";
    }
}
