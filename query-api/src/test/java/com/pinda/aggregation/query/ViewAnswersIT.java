package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers from views look like, and what is refused. */
@QueryApiTest
class ViewAnswersIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final StatementLog LOG = new StatementLog(DATABASE);
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.max-export-rows", () -> "30");
    }

    /** 25 driver jobs, of whose tasks each has 20 waybills, and one order with the whole way behind it. */
    @BeforeAll
    static void fill() {
        DATABASE.run(
                "INSERT INTO pd_auth_user (id, name, mobile, _position) VALUES (7, '=cmd,\"张\"😀', '13800138000', 1)",
                "INSERT INTO pd_core_org (id, name, org_type, _position) VALUES (9, '网点', 4, 1)",
                """
                INSERT INTO pd_order (id, create_time, status, sender_name, amount, distance, _position)
                VALUES ('91', '2026-02-28 09:30:00', 23009, '李', 12.50, 1.200000, 1)""",
                "INSERT INTO pd_order_cargo (id, order_id, name, quantity, total_weight, _position) VALUES ('1', '91', 'x', 2, 1.2500000001, 1)",
                """
                INSERT INTO pd_task_pickup_dispatch (id, order_id, task_type, status, sign_status, agency_id, courier_id, actual_end_time, create_time, _position)
                VALUES ('51', '91', 1, 4, NULL, '9', '7', '2026-02-28 11:00:00', '2026-02-28 10:00:00', 1),
                       ('52', '91', 2, 4, 1, '9', '7', '2026-03-01 11:00:00', '2026-03-01 10:00:00', 1),
                       ('53', '92', 1, 1, NULL, '9', NULL, NULL, '2026-03-01 10:00:00', 1)""",
                """
                INSERT INTO pd_task_transport (id, status, create_time, _position)
                SELECT 2000 + seq, 2, '2026-02-28 09:00:00', 1 FROM seq_1_to_25""",
                """
                INSERT INTO pd_driver_job (id, driver_id, task_transport_id, status, create_time, _position)
                SELECT 1330465862411206600 + seq, '7', 2000 + seq, 2, '2026-02-28 09:00:00', 1 FROM seq_1_to_25""",
                """
                INSERT INTO pd_transport_order (id, order_id, status, create_time, _position)
                SELECT 3000 + seq, IF(seq = 1, '91', CONCAT('x', seq)), 2, '2026-02-28 09:00:00', 1 FROM seq_1_to_500""",
                """
                INSERT INTO pd_transport_order_task (id, transport_order_id, transport_task_id, _position)
                SELECT seq, 3000 + seq, 2001 + (seq - 1) DIV 20, 1 FROM seq_1_to_500""");
        DATABASE.fillViews();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @BeforeEach
    void captureNow() {
        DATABASE.capturedAt(System.currentTimeMillis() - 1000);
    }

    @AfterEach
    void fillAgain() {
        DATABASE.run("UPDATE _view SET filled_ms = 1000");
    }

    @Test
    void aPageOfTenJobsWithTwentyWaybillsEachIsOneStatementThatReadsRows() throws Exception {
        get("/api/v1/driver-jobs?limit=10");
        LOG.clear();

        var answer = get("/api/v1/driver-jobs?limit=10&status=2");

        assertThat(LOG.selects("agg_driver_job`")).hasSize(1);
        assertThat(LOG.selects("FROM pd_")).isEmpty();
        assertThat(answer.path("items")).hasSize(10).allSatisfy(job -> {
            assertThat(job.path("waybillIds"))
                    .hasSize(20)
                    .allSatisfy(id -> assertThat(id.isString()).isTrue());
            assertThat(job.path("id").isString()).isTrue();
            assertThat(job.path("statusName").asString()).isEqualTo("running");
            assertThat(job.path("driverName").asString()).isEqualTo("=cmd,\"张\"😀");
        });
    }

    @Test
    void valuesAreInTheirForm() throws Exception {
        var order = get("/api/v1/orders/91");
        var job = get("/api/v1/driver-jobs/1330465862411206601");

        assertThat(order.path("createTime").asString()).isEqualTo("2026-02-28 09:30:00");
        assertThat(order.path("status").isInt()).isTrue();
        assertThat(order.toString())
                .contains("\"amount\":12.50,", "\"distance\":1.200000,", "\"totalWeight\":1.2500000001,");
        assertThat(order.at("/waybills/0/statusName").asString()).isEqualTo("loaded");
        assertThat(order.at("/waybills/0/id").isString()).isTrue();
        assertThat(order.path("memberId").isNull()).isTrue();
        assertThat(order.has("_refreshed_ms")).isFalse();
        assertThat(job.toString()).contains("\"weight\":1.2500000001").contains("\"atHub\":0");
    }

    @Test
    void anOrderHasItsTrace() throws Exception {
        var trace = get("/api/v1/orders/91/trace");

        assertThat(trace.path("orderId").asString()).isEqualTo("91");
        assertThat(trace.path("nodes")
                        .valueStream()
                        .map(node -> node.path("kind").asString()))
                .containsExactly("placed", "waiting", "in_stock", "signed");
        assertThat(trace.at("/nodes/3/courierId").asString()).isEqualTo("7");
    }

    @Test
    void tasksAreCountedByTypeAndStatus() throws Exception {
        var all = get("/api/v1/courier-tasks/count");
        var some = get("/api/v1/courier-tasks/count?status=4,5&courierId=7");

        assertThat(all.toString())
                .isEqualTo(
                        "{\"total\":3,\"items\":["
                                + "{\"taskType\":1,\"taskTypeName\":\"pickup\",\"status\":1,\"statusName\":\"to do\",\"count\":1},"
                                + "{\"taskType\":1,\"taskTypeName\":\"pickup\",\"status\":4,\"statusName\":\"done\",\"count\":1},"
                                + "{\"taskType\":2,\"taskTypeName\":\"delivery\",\"status\":4,\"statusName\":\"done\",\"count\":1}]}");
        assertThat(some.path("total").asInt()).isEqualTo(2);
    }

    @Test
    void anOrganisationsDaysAreAddedUp() throws Exception {
        var day = get("/api/v1/orgs/9/summary?date=2026-02-28");
        var days = get("/api/v1/orgs/9/summary?from=2026-02-27&to=2026-03-01");
        var quiet = get("/api/v1/orgs/9/summary?date=2020-01-01");

        assertThat(day.path("orgName").asString()).isEqualTo("网点");
        assertThat(day.at("/total/ordersHandedIn").asInt()).isEqualTo(1);
        assertThat(day.path("days")).hasSize(1);
        assertThat(days.path("days").valueStream().map(each -> each.path("day").asString()))
                .containsExactly("2026-02-28", "2026-03-01");
        assertThat(days.at("/total/ordersSigned").asInt()).isEqualTo(1);
        assertThat(days.at("/total/openCourierTasks").asInt()).isEqualTo(1);
        assertThat(quiet.path("days")).isEmpty();
        assertThat(quiet.at("/total/ordersPlaced").asInt()).isZero();
    }

    @Test
    void onlyTheFieldsAskedForAreReadAndAnswered() throws Exception {
        get("/api/v1/driver-jobs?limit=1");
        LOG.clear();

        var answer = get("/api/v1/driver-jobs?limit=2&fields=driverName,id");

        assertThat(answer.path("items").get(0).propertyNames()).containsExactly("id", "driverName");
        assertThat(LOG.selects("agg_driver_job`")).singleElement().asString().doesNotContain("waybill_ids");
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() {
        for (var uri : List.of("/api/v1/orders/91", "/api/v1/driver-jobs?limit=2", "/api/v1/courier-tasks/count")) {
            var first = mvc.get().uri(uri).exchange();
            var tag = first.getResponse().getHeader("ETag");
            var again = mvc.get()
                    .uri(uri)
                    .header("If-None-Match", String.valueOf(tag))
                    .exchange();
            var other = mvc.get().uri(uri).header("If-None-Match", "\"x\"").exchange();

            assertThat(tag).matches("\"[\\w-]{22}\"");
            assertThat(again).hasStatus(304).bodyText().isEmpty();
            assertThat(again).headers().hasValue("Age", "2");
            assertThat(other).hasStatusOk();
            assertThat(mvc.head().uri(uri)).hasStatusOk();
        }
    }

    @Test
    void aRowThatChangedHasAnotherTag() {
        var before = mvc.get().uri("/api/v1/orders/91").exchange().getResponse().getHeader("ETag");
        DATABASE.run("UPDATE agg_order SET amount = 13 WHERE id = '91'");

        var after = mvc.get()
                .uri("/api/v1/orders/91")
                .header("If-None-Match", String.valueOf(before))
                .exchange();

        DATABASE.run("UPDATE agg_order SET amount = 12.50 WHERE id = '91'");
        assertThat(after).hasStatusOk();
    }

    @Test
    void anAnswerSaysHowOldItMayBe() {
        assertThat(mvc.get().uri("/api/v1/orders").exchange()).headers().hasValue("Age", "2");

        DATABASE.run("INSERT INTO _view_progress VALUES ('agg_order', 'fast', 0, 1, 2, 0, 0)");
        var behind = mvc.get().uri("/api/v1/orders").exchange();

        DATABASE.run("DELETE FROM _view_progress");
        // what it had once it has still
        assertThat(behind).hasStatusOk().headers().containsHeader("Age").doesNotContainHeader("Cdc-State");
    }

    @Test
    void anAnswerThatIsTooOldSaysSo() {
        DATABASE.run("UPDATE _view SET filled_ms = NULL");
        assertThat(mvc.get().uri("/api/v1/orders").exchange()).hasStatus(503);
        DATABASE.run("UPDATE _view SET filled_ms = 1000");
        DATABASE.capturedAt(System.currentTimeMillis() - 3_600_000);

        assertThat(mvc.get().uri("/api/v1/orders").exchange())
                .hasStatusOk()
                .headers()
                .hasValue("Cdc-State", "stale")
                .hasValue("Age", "3601");
    }

    @Test
    void theNextPageIsLinked() throws Exception {
        var first = mvc.get().uri("/api/v1/driver-jobs?limit=20&status=2").exchange();
        var link = String.valueOf(first.getResponse().getHeader("Link"));

        assertThat(link).startsWith("</api/v1/driver-jobs?").endsWith(">; rel=\"next\"");
        var second = get(link.substring(1, link.indexOf('>')));
        assertThat(second.path("items")).hasSize(5);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aCursorThatWasChangedOrIsAnotherListsIsRefused() throws Exception {
        var cursor = get("/api/v1/driver-jobs?limit=2&status=2").path("next").asString();
        var changed = cursor.substring(0, cursor.length() - 2) + (cursor.endsWith("AA") ? "BB" : "AA");

        assertThat(exchange("/api/v1/driver-jobs?limit=5&fields=id&status=2&cursor=" + cursor))
                .hasStatusOk();
        for (var uri : List.of(
                "/api/v1/driver-jobs?status=2&cursor=" + changed,
                "/api/v1/driver-jobs?status=2&cursor=x",
                "/api/v1/driver-jobs?status=2&cursor=",
                "/api/v1/driver-jobs?status=1&cursor=" + cursor,
                "/api/v1/driver-jobs?cursor=" + cursor,
                "/api/v1/driver-jobs?status=2&sort=createTime&cursor=" + cursor,
                "/api/v1/transport-tasks?status=2&cursor=" + cursor)) {
            assertBadRequest(exchange(uri), "cursor", "of this list");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waybills?Status=1         | Status      | schedulingStatus",
                "waybills?status=one       | status      | whole numbers",
                "waybills?status=99999999999 | status    | whole numbers",
                "waybills?status=          | status      | empty",
                "waybills?status=1,,2      | status      | empty",
                "waybills?from=28.02.2026  | from        | yyyy-MM-dd",
                "waybills?from=2026-02-30  | from        | yyyy-MM-dd",
                "waybills?to=2026-02-28T25:00 | to       | yyyy-MM-ddTHH:mm:ss",
                "waybills?to=2026-02-28T10:00:00Z | to   | without a zone",
                "waybills?from=2026-02-28&from=2026-02-27 | from | once",
                "waybills?limit=0          | limit       | 1 to 100",
                "waybills?limit=101        | limit       | 1 to 100",
                "waybills?limit=x          | limit       | 1 to 100",
                "waybills?sort=senderName  | sort        | -createTime",
                "waybills?fields=id,sender | fields      | senderName",
                "waybills?fields=_refreshed_ms | fields  | senderName",
                "waybills?format=xml       | format      | csv",
                "waybills/1?status=1       | status      | fields",
                "courier-tasks?endedOn=today | endedOn   | yyyy-MM-dd",
                "courier-tasks/count?limit=1 | limit     | taskType",
                "orgs/9/summary            | date        | required",
                "orgs/9/summary?date=x     | date        | yyyy-MM-dd",
                "orgs/9/summary?from=2026-01-01 | to     | required",
                "orgs/9/summary?from=2026-01-02&to=2026-01-01 | to | before",
                "orgs/9/summary?from=2020-01-01&to=2026-01-01 | to | 366",
                "orgs/9/summary?day=2026-01-01 | day     | date"
            })
    void aWrongParameterIsNamed(String uri, String field, String hint) {
        assertBadRequest(exchange("/api/v1/" + uri), field, hint);
    }

    @Test
    void anUnknownIdIsNotFound() {
        for (var uri : List.of(
                "/api/v1/orders/0",
                "/api/v1/orders/0/trace",
                "/api/v1/waybills/x%27%20OR%201=1",
                "/api/v1/driver-jobs/0")) {
            var result = exchange(uri);

            assertThat(result).hasStatus(404);
            assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("urn:pd-aggregation:problem:not-found");
        }
    }

    @Test
    void aViewThatIsLoadingIsNotReady() {
        DATABASE.run("UPDATE _view SET filled_ms = NULL");

        for (var uri : List.of(
                "/api/v1/orders",
                "/api/v1/orders/91",
                "/api/v1/orders/91/trace",
                "/api/v1/courier-tasks/count",
                "/api/v1/orgs/9/summary?date=2026-02-28",
                "/api/v1/waybills?format=csv")) {
            assertThat(exchange(uri))
                    .hasStatus(503)
                    .bodyJson()
                    .extractingPath("$.type")
                    .isEqualTo("urn:pd-aggregation:problem:not-ready");
        }
    }

    @Test
    void aListIsExportedAsCsvThatIsNoFormula() throws Exception {
        var result = mvc.get()
                .uri("/api/v1/driver-jobs?fields=id,driverName,waybillCount,driverMobile,cargoLoad&status=2")
                .accept("text/csv")
                .exchange();

        assertThat(result).hasStatusOk();
        assertThat(result.getResponse().getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(result).headers().hasValue("Age", "2");
        assertThat(result.getResponse().getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"driver-jobs.csv\"");
        var lines =
                result.getResponse().getContentAsString(StandardCharsets.UTF_8).split("\r\n", -1);
        assertThat(lines).hasSize(27).endsWith("");
        assertThat(lines[0]).isEqualTo("id,driverName,driverMobile,waybillCount,cargoLoad");
        assertThat(lines[1]).startsWith("1330465862411206625,\"'=cmd,\"\"张\"\"😀\",13800138000,20,\"{\"\"pieces\"\":");
    }

    @Test
    void csvHasTheRowsOfTheSameListInItsOrder() throws Exception {
        var list = get("/api/v1/driver-jobs?fields=id&sort=createTime&limit=100");
        var ids = list.path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .collect(Collectors.joining("\r\n"));

        var csv = exchange("/api/v1/driver-jobs?fields=id&sort=createTime&format=csv");

        assertThat(csv).bodyText().isEqualTo("id\r\n" + ids + "\r\n");
    }

    @Test
    void whatIsTooLongToExportIsRefusedBeforeItBegins() {
        assertBadRequest(exchange("/api/v1/waybills?format=csv"), "format", "30");
        assertBadRequest(exchange("/api/v1/waybills?format=csv&limit=5"), "limit", "pages");
        assertThat(exchange("/api/v1/waybills?format=csv&id="
                        + IntStream.range(3001, 3031)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(","))))
                .hasStatusOk();
    }

    private JsonNode get(String uri) throws Exception {
        var result = exchange(uri);
        var text = result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(result.getResponse().getStatus()).as("%s: %s", uri, text).isEqualTo(200);
        return JSON.rebuild()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(tools.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .readTree(text);
    }

    private MvcTestResult exchange(String uri) {
        return mvc.get().uri(URI.create(uri)).exchange();
    }

    private static void assertBadRequest(MvcTestResult result, String field, String hint) {
        assertThat(result).hasStatus(400);
        assertThat(result).bodyJson().extractingPath("$.field").isEqualTo(field);
        assertThat(result).bodyJson().extractingPath("$.detail").asString().contains(hint);
        assertThat(result).bodyText().doesNotContain("com.pinda", "Exception", "SELECT");
    }
}
