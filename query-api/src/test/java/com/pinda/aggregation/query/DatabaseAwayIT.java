package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@QueryApiTest
class DatabaseAwayIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();

    private static final String RUNNING = """
            SELECT info FROM information_schema.processlist
            WHERE command = 'Query' AND info LIKE '%FROM pd_driver_job%' AND id <> CONNECTION_ID()
            """;

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void startWithoutDatabase(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("spring.datasource.hikari.connection-timeout", () -> "300");
        registry.add("spring.jdbc.template.query-timeout", () -> "1s");
        DATABASE.stop();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void theServiceStartsWithoutItsDatabaseSaysSoAndRecoversAlone() {
        assertAway();

        DATABASE.resume();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page()).hasStatusOk());
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();

        DATABASE.stop();
        assertAway();

        DATABASE.resume();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page()).hasStatusOk());
        aStatementThatTakesTooLongIsEnded();
    }

    private void aStatementThatTakesTooLongIsEnded() {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute("LOCK TABLES agg_driver_job WRITE");

            var result = page();

            assertProblem(result, "query-timeout");
            try (var left = statement.executeQuery(RUNNING)) {
                assertThat(left.next()).as("the server goes on with it").isFalse();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertAway() {
        assertProblem(page(), "database-unavailable");
        assertProblem(mvc.get().uri("/sync/status").exchange(), "database-unavailable");
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatus(503);
        assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
    }

    private MvcTestResult page() {
        return mvc.post()
                .uri("/appDriver/page")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .exchange();
    }

    private static void assertProblem(MvcTestResult result, String kind) {
        assertThat(result).hasStatus(503);
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:pd-aggregation:problem:" + kind);
        assertThat(result).headers().hasValue("Retry-After", "5");
        assertThat(result).bodyText().doesNotContain("Exception", "127.0.0.1", "jdbc");
    }
}
