package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@QueryApiTest
class ReadinessIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final String READINESS = "/actuator/health/readiness";

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    @BeforeEach
    void expectAllTables() {
        DATABASE.run("DELETE FROM _copy", "UPDATE _view SET filled_ms = NULL");
        DATABASE.run("INSERT INTO _copy SELECT t, CONCAT('src.', t), CONCAT('tms.src.', t), NULL, -1 FROM (SELECT '"
                + String.join("' AS t UNION SELECT '", CopiesDatabase.PAGE_TABLES) + "') x");
    }

    @AfterEach
    void forgetAllTables() {
        DATABASE.run("DELETE FROM _copy");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webManager/driverJob/page",
                "/webManager/taskPickupDispatchJob/page",
                "/webManager/transportOrder/page",
                "/webManager/taskTransport/page",
                "/appCourier/page",
                "/appDriver/page"
            })
    void aPageWhoseTableWasNeverFilledIsNoEmptyPage(String path) {
        var result = post(path, "{}");

        assertNotReady(result);
        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("loading");
        assertThat(result).headers().containsHeader("Retry-After");
    }

    @Test
    void aViewThatTheConsumerDoesNotKeepIsNotReady() {
        DATABASE.run("UPDATE _view SET view_name = 'other' WHERE view_name = 'agg_driver_job'");

        var result = post("/appDriver/page", "{}");

        DATABASE.run("UPDATE _view SET view_name = 'agg_driver_job' WHERE view_name = 'other'");
        assertNotReady(result);
        assertThat(result).bodyJson().extractingPath("$.tables").asArray().containsExactly("agg_driver_job");
    }

    @Test
    void aTableThatIsGoneIsNotReady() {
        fillView();
        DATABASE.run("RENAME TABLE agg_driver_job TO away");

        var result = post("/appDriver/page", "{}");

        DATABASE.run("RENAME TABLE away TO agg_driver_job");
        assertNotReady(result);
    }

    @Test
    void aFilledViewWithoutRowsIsAnEmptyPage() {
        fillView();

        var result = post("/appDriver/page", "{}");

        assertThat(result).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"counts": 0, "pagesize": 10, "pages": 0, "page": 1, "items": []}""");
    }

    @Test
    void theServiceIsReadyOnceEveryExpectedTableWasFilled() {
        var before = mvc.get().uri(READINESS).exchange();
        fill(CopiesDatabase.PAGE_TABLES.toArray(String[]::new));
        var after = mvc.get().uri(READINESS).exchange();

        assertThat(before).hasStatus(503);
        assertThat(before)
                .bodyJson()
                .extractingPath("$.components.copies.details.loading")
                .asArray()
                .containsExactlyElementsOf(CopiesDatabase.PAGE_TABLES);
        assertThat(after).hasStatusOk();
    }

    @Test
    void theServiceIsAliveThoughNotReady() {
        var liveness = mvc.get().uri("/actuator/health/liveness").exchange();

        assertThat(liveness).hasStatusOk();
    }

    private static void fillView() {
        KeptView.named("agg_driver_job").copies().stream()
                .filter(copy -> !CopiesDatabase.PAGE_TABLES.contains(copy))
                .forEach(DATABASE::markFilled);
        fill(CopiesDatabase.PAGE_TABLES.toArray(String[]::new));
        DATABASE.run("UPDATE _view SET filled_ms = 1000 WHERE view_name = 'agg_driver_job'");
    }

    private static void fill(String... tables) {
        DATABASE.run(
                "UPDATE _copy SET first_applied_ms = 1000 WHERE copy_name IN ('" + String.join("','", tables) + "')");
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void assertNotReady(MvcTestResult result) {
        assertThat(result)
                .hasStatus(503)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("urn:pd-aggregation:problem:not-ready");
    }
}
