package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@QueryApiTest
class NeverFilledIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.empty();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void anEmptyDatabaseAnswersNotReady() {
        var result = mvc.post()
                .uri("/webManager/driverJob/page")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"driverName\": \"x\"}")
                .exchange();

        assertThat(result).hasStatus(503);
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:pd-aggregation:problem:not-ready");
        assertThat(result).bodyJson().extractingPath("$.tables").asArray().containsExactly("agg_driver_job");
    }

    @Test
    void anEmptyDatabaseIsAllLoading() {
        var result = mvc.get().uri("/sync/status").exchange();

        assertThat(result).hasStatusOk();
        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("loading");
        assertThat(result).bodyJson().extractingPath("$.captures").asArray().isEmpty();
        assertThat(result)
                .bodyJson()
                .extractingPath("$.tables[*].state")
                .asArray()
                .hasSameSizeAs(CopiesDatabase.PAGE_TABLES)
                .containsOnly("loading");
    }

    @Test
    void anEmptyDatabaseIsNotReady() {
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatus(503);
    }
}
