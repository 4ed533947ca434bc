package com.pinda.aggregation.query;

import static com.pinda.aggregation.query.AccessCase.get;
import static com.pinda.aggregation.query.AccessCase.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Everybody may read, and what is personal is masked. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Import(AccessCase.People.class)
class OpenAccessIT {

    private static final CopiesDatabase DATABASE = AccessCase.database();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.access.open-roles", () -> "reader");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void whatIsPersonalIsMasked() throws Exception {
        var people = get(port, "/test/people");

        assertThat(people.statusCode()).isEqualTo(200);
        assertThat(json(people).path("id").asString()).isEqualTo("7");
        assertThat(json(people).path("sender_name").asString()).isEqualTo("张**");
        assertThat(json(people).path("sender_phone").asString()).isEqualTo("138****5678");
        assertThat(json(people).path("legs.driver_name").asString()).isEqualTo("李**");
        assertThat(json(people).path("pickup_code").asString()).isEqualTo("***");
    }

    @Test
    void whereItIsNotKnownWhatIsPersonalAllTextIsMasked() throws Exception {
        assertThat(json(get(port, "/test/unknown")))
                .allMatch(value -> value.asString().equals("***"));
    }

    @Test
    void answersAreKeptByTheirCallerOnlyAndAreWhatTheySay() throws Exception {
        var headers = get(port, "/test/people").headers();

        assertThat(headers.firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/liveness", "/actuator/prometheus", "/v3/api-docs", "/swagger-ui/index.html"})
    void allElseIsOpenToo(String path) throws Exception {
        assertThat(get(port, path).statusCode()).isEqualTo(200);
    }
}
