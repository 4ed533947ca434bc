package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@QueryApiTest
class PagesIT {

    static final List<Oracle> PAGES = Oracle.ALL;

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int COMBINATIONS = 60;
    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final JsonMapper JSON = new JsonMapper();
    private static List<String> someIds = List.of();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    @BeforeAll
    static void insertRows() throws SQLException {
        try (var connection = DATABASE.connect()) {
            new RandomRows(new Random(SEED), connection).insert();
            var ids = new ArrayList<String>();
            for (var table : List.of("pd_driver_job", "pd_task_transport", "pd_transport_order")) {
                try (var found = connection.createStatement().executeQuery("SELECT id FROM " + table)) {
                    while (found.next()) {
                        ids.add(found.getString(1));
                    }
                }
            }
            someIds = ids;
        }
        DATABASE.fillViews();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void everyPageHasWhatTheSqlHas(Oracle oracle) throws Exception {
        var random = new Random(SEED);
        try (var connection = DATABASE.connect()) {
            for (int i = 0; i < COMBINATIONS; i++) {
                var filters = filters(oracle, random, i);
                var pageSize = random.nextInt(10) == 0 ? 7 : random.nextInt(20, 101);

                var expected = oracle.rows(connection, filters);

                assertPages(oracle.path(), filters, pageSize, expected);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void rowsOfTheSameSecondAreOnOnePageEach(Oracle oracle) throws Exception {
        try (var connection = DATABASE.connect()) {
            var expected = oracle.rows(connection, Map.of());

            assertThat(expected).hasSizeGreaterThan(100);
            assertPages(oracle.path(), Map.of(), 9, expected);
        }
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void withoutPageAndSizeTheFirstTenAreAnswered(Oracle oracle) throws Exception {
        try (var connection = DATABASE.connect()) {
            var expected = oracle.rows(connection, Map.of());

            var answer = answer(oracle.path(), Map.of());

            assertThat(answer.keySet()).containsExactly("counts", "pagesize", "pages", "page", "items");
            assertThat(answer).containsEntry("counts", expected.size()).containsEntry("pagesize", 10);
            assertThat(answer).containsEntry("page", 1);
            assertThat(items(answer, expected)).isEqualTo(expected.subList(0, 10));
        }
    }

    @Test
    void anIdIsFoundByAPartOfItInCapitalsOrNot() throws Exception {
        DATABASE.run("INSERT INTO agg_waybill (id, create_time) VALUES ('PJaB7', NOW())");

        var answer = answer("/webManager/transportOrder/page", Map.of("id", "pjAb"));

        DATABASE.run("DELETE FROM agg_waybill WHERE id = 'PJaB7'");
        assertThat(answer).containsEntry("counts", 1);
    }

    @Test
    void anAnswerSaysHowOldItMayBe() {
        var result = mvc.post()
                .uri("/appDriver/page")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}");

        assertThat(result).hasStatusOk();
        assertThat(Long.parseLong(result.exchange().getResponse().getHeader("Age")))
                .isBetween(1L, 600L);
    }

    private void assertPages(
            String path, Map<String, @Nullable Object> filters, int pageSize, List<Map<String, Object>> expected)
            throws Exception {
        var pages = (expected.size() + pageSize - 1) / pageSize;
        for (int page = 1; page <= pages + 1; page++) {
            var body = new LinkedHashMap<>(filters);
            body.put("page", page);
            body.put("pageSize", pageSize);
            var from = Math.min((page - 1) * pageSize, expected.size());
            var to = Math.min(from + pageSize, expected.size());

            var answer = answer(path, body);

            assertThat(answer)
                    .as("-Dseed=%d path=%s body=%s", SEED, path, body)
                    .containsEntry("counts", expected.size())
                    .containsEntry("pages", pages)
                    .containsEntry("page", page)
                    .containsEntry("pagesize", pageSize);
            assertThat(items(answer, expected))
                    .as("-Dseed=%d path=%s body=%s", SEED, path, body)
                    .isEqualTo(expected.subList(from, to));
        }
    }

    @Test
    void itemsHaveTheNamesOfWhatTheyReferTo() throws Exception {
        var sql = """
                SELECT r.id, u.name AS driver_name, s.name AS start_agency_name FROM pd_driver_job r
                JOIN pd_auth_user u ON CAST(u.id AS CHAR) COLLATE utf8mb4_bin = r.driver_id
                JOIN pd_core_org s ON CAST(s.id AS CHAR) COLLATE utf8mb4_bin = r.start_agency_id WHERE r.status = 1 AND u.id > 0 AND s.id > 0 LIMIT 1""";
        try (var connection = DATABASE.connect();
                var named = connection.createStatement().executeQuery(sql)) {
            assertThat(named.next()).as("-Dseed=%d", SEED).isTrue();

            var answer = answer("/webManager/driverJob/page", Map.of("id", named.getString("id"), "status", 1));

            var items = JSON.<JsonNode>valueToTree(answer.get("items"))
                    .valueStream()
                    .map(item -> item.path("id").asString() + " "
                            + item.path("driverName").asString() + " "
                            + item.path("startAgencyName").asString() + " "
                            + item.path("statusName").asString());
            assertThat(items)
                    .contains(named.getString("id") + " " + named.getString("driver_name") + " "
                            + named.getString("start_agency_name") + " to do");
        }
    }

    /** The items with what the table of the root has, without the names that were joined to it. */
    private static List<Map<String, Object>> items(Map<String, Object> answer, List<Map<String, Object>> expected) {
        var columns = expected.isEmpty() ? Set.of() : expected.get(0).keySet();
        List<Map<String, Object>> items = JSON.convertValue(answer.get("items"), new TypeReference<>() {});
        return items.stream()
                .<Map<String, Object>>map(item -> {
                    var own = new LinkedHashMap<>(item);
                    own.keySet().retainAll(columns);
                    return own;
                })
                .toList();
    }

    private Map<String, Object> answer(String path, Map<String, @Nullable Object> body) throws Exception {
        var response = mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(JSON.writeValueAsString(body))
                .exchange()
                .getResponse();
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus())
                .as("-Dseed=%d %s %s: %s", SEED, path, body, text)
                .isEqualTo(200);
        return JSON.readValue(text, new TypeReference<>() {});
    }

    /** Each filter alone first, then some of them together. */
    private static Map<String, @Nullable Object> filters(Oracle oracle, Random random, int round) {
        var names = oracle.predicates().keySet().stream().sorted().toList();
        var filters = new LinkedHashMap<String, @Nullable Object>();
        for (var name : names) {
            if (round < 3 * names.size() ? name.equals(names.get(round % names.size())) : random.nextInt(4) == 0) {
                filters.put(name, value(name, random));
            }
        }
        return filters;
    }

    private static @Nullable Object value(String name, Random random) {
        if (random.nextInt(20) == 0) {
            return name.equals("status") || name.equals("taskType")
                    ? null
                    : RandomRows.one(random, RandomRows.NAMES.subList(14, 16));
        }
        return switch (name) {
            case "status", "taskType" -> random.nextInt(5);
            case "date" -> RandomRows.one(random, RandomRows.DAYS);
            case "driverId", "courierId" -> RandomRows.one(random, RandomRows.STAFF_IDS);
            case "driverName", "courierName", "senderName", "receiverName" ->
                part(RandomRows.one(random, RandomRows.NAMES), random);
            case "senderPhone", "receiverPhone" -> part(RandomRows.one(random, RandomRows.PHONES), random);
            case "keyword" ->
                random.nextBoolean()
                        ? part(RandomRows.one(random, RandomRows.NAMES), random)
                        : part(RandomRows.one(random, someIds), random);
            case "id", "taskTransportId", "transportOrderId" -> part(RandomRows.one(random, someIds), random);
            default -> RandomRows.one(random, RandomRows.AREAS);
        };
    }

    /** Some of it, cut between characters. */
    private static @Nullable String part(@Nullable String text, Random random) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        var points = text.codePoints().toArray();
        var from = random.nextInt(points.length);
        var length = 1 + random.nextInt(Math.min(3, points.length - from));
        return new String(points, from, length);
    }
}
