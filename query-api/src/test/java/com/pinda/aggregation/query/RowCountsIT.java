package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@QueryApiTest
class RowCountsIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.filled();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.expected-tables", () -> "pd_order");
        registry.add("query.rows-cached-for", () -> "0s");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void aLargeTableIsEstimatedAndASmallOneCounted() throws Exception {
        DATABASE.run(
                "INSERT INTO pd_order (id, _position) SELECT seq, 1 FROM seq_1_to_200000",
                "INSERT INTO pd_driver_job (id, _position) VALUES ('1', 1), ('2', 1), ('3', 1)",
                "ANALYZE TABLE pd_order, pd_driver_job");

        var large = status("pd_order");
        var small = status("pd_driver_job");

        assertThat(large.path("rowsEstimated").asBoolean()).isTrue();
        assertThat(large.path("rows").asLong()).isBetween(50_000L, 800_000L);
        assertThat(small.path("rowsEstimated").asBoolean()).isFalse();
        assertThat(small.path("rows").asLong()).isEqualTo(3);
    }

    @Test
    void tablesThatCannotBeCountedHoldTheAnswerUpForSecondsOnly() throws Exception {
        var begun = System.nanoTime();
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute("LOCK TABLES " + String.join(" WRITE, ", CopiesDatabase.PAGE_TABLES) + " WRITE");

            assertThat(status("pd_task_transport").path("rowsEstimated").asBoolean())
                    .isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    private JsonNode status(String table) throws Exception {
        var answer = mvc.get().uri("/sync/status").exchange().getResponse().getContentAsString();
        for (var each : new JsonMapper().readTree(answer).path("tables")) {
            if (each.path("name").asString().equals(table)) {
                return each;
            }
        }
        throw new IllegalStateException(table + " is not in " + answer);
    }
}
