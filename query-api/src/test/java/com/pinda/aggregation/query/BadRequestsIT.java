package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@QueryApiTest
class BadRequestsIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final String PAGE = "/appCourier/page";

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'page': 0}                     | page      | 1",
                "{'page': -1}                    | page      | 1",
                "{'page': 1.5}                   | page      | whole number",
                "{'page': 99999999999}           | page      | whole number",
                "{'page': 'two'}                 | page      | whole number",
                "{'page': 1001, 'pageSize': 100} | page      | 100000",
                "{'pageSize': 0}                 | pageSize  | 1",
                "{'pageSize': 101}               | pageSize  | 100",
                "{'pageSize': 100000}            | pageSize  | 100",
                "{'pagesize': 10}                | pagesize  | pageSize",
                "{'status': 'done'}              | status    | whole number",
                "{'status': '4'}                 | status    | whole number",
                "{'status': true}                | status    | whole number",
                "{'status': [4]}                 | status    | whole number",
                "{'status': 1, 'x': {'y': 1}}    | x         | keyword",
                "{'courierId': 1067246875800000001} | courierId | text",
                "{'courierId': false}            | courierId | text",
                "{'courierId': {'id': '1'}}      | courierId | text",
                "{'keyword': ['a']}              | keyword   | text",
                "{'date': '28.02.2026'}          | date      | yyyy-MM-dd",
                "{'date': '2026-02-30'}          | date      | yyyy-MM-dd",
                "{'date': '2026-2-3'}            | date      | yyyy-MM-dd",
                "{'date': '2026-02-03T10:00:00'} | date      | yyyy-MM-dd",
                "{'date': '9999-12-31'}          | date      | yyyy-MM-dd",
                "{'date': 20260203}              | date      | yyyy-MM-dd",
            })
    void aWrongFieldIsNamed(String body, String field, String hint) {
        var result = post(PAGE, body.replace('\'', '"'));

        assertProblem(result, 400, "bad-request");
        assertThat(result).bodyJson().extractingPath("$.field").isEqualTo(field);
        assertThat(result).bodyJson().extractingPath("$.detail").asString().contains(field, hint);
    }

    @Test
    void aTextLongerThanAnyColumnIsRefused() {
        var result = post(PAGE, "{\"keyword\": \"" + "x".repeat(256) + "\"}");

        assertProblem(result, 400, "bad-request");
        assertThat(result).bodyJson().extractingPath("$.field").isEqualTo("keyword");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'page': }", "", "[]", "null", "'text'", "{'page': 1} x", "{'page': 1, 'page': 2}"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        var result = post(PAGE, body.replace('\'', '"'));

        assertProblem(result, 400, "bad-request");
        assertThat(result).bodyJson().extractingPath("$.detail").asString().contains("JSON");
    }

    @Test
    void aBodyOfMegabytesIsRefused() {
        var result = post(PAGE, "{\"keyword\": \"" + "x".repeat(2_000_000) + "\"}");

        assertProblem(result, 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'page': null, 'pageSize': null, 'status': null, 'keyword': null, 'date': null}",
                "{'page': '', 'status': '', 'keyword': '', 'courierId': '', 'date': ''}",
                "{'date': '2026-02-28', 'pageSize': 100}",
                "{'page': 1000, 'pageSize': 100}"
            })
    void nullsAndEmptyTextsAreNoFilters(String body) {
        var result = post(PAGE, body.replace('\'', '"'));

        assertThat(result).hasStatusOk();
    }

    @Test
    void anotherContentTypeIsRefused() {
        var result = mvc.post()
                .uri(PAGE)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content("page=1")
                .exchange();

        assertProblem(result, 415, "unsupported-media-type");
    }

    @Test
    void anAnswerInAnotherFormatIsRefused() {
        var result = mvc.post()
                .uri(PAGE)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.TEXT_HTML)
                .content("{}")
                .exchange();

        assertThat(result).hasStatus(406);
    }

    @Test
    void anUnknownPathIsNotFound() {
        var result = post("/webManager/driverJob/pages", "{}");

        assertProblem(result, 404, "not-found");
    }

    @Test
    void aPageIsNotReadByGet() {
        var result = mvc.get().uri(PAGE).exchange();

        assertProblem(result, 405, "method-not-allowed");
        assertThat(result).headers().hasValue("Allow", "POST");
    }

    @Test
    void whatLooksLikeSqlIsOnlyText() {
        for (var text :
                List.of("' OR 1=1 -- ", "%' OR '1'='1", "x'); DROP TABLE pd_order; --", "\\", "\\'", "!%_!", "\0")) {
            var escaped = text.replace("\\", "\\\\").replace("\0", "\\u0000");

            var result = post(PAGE, "{\"keyword\": \"" + escaped + "\", \"courierId\": \"" + escaped + "\"}");

            assertThat(result)
                    .hasStatusOk()
                    .bodyJson()
                    .extractingPath("$.counts")
                    .isEqualTo(0);
        }
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void assertProblem(MvcTestResult result, int status, String kind) {
        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:pd-aggregation:problem:" + kind);
        assertThat(result).bodyJson().extractingPath("$.title").asString().isNotBlank();
        assertThat(result).bodyJson().extractingPath("$.detail").asString().isNotBlank();
        assertThat(result).bodyText().doesNotContain("com.pinda", "Exception", "jackson", "SELECT");
    }
}
