package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of the resources against plain SQL over the same views. */
@QueryApiTest
class ViewListsIT {

    /** More than any list has. */
    private static final int MOST = 1000;

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    @BeforeAll
    static void fill() throws SQLException {
        try (var connection = DATABASE.connect()) {
            new RandomRows(new Random(SEED), connection).insert();
        }
        DATABASE.fillViews();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    /** A filter of a list, and what SQL has for it; {@code ?} is the value. */
    record Case(String list, String view, String filter, String column, String sql) {

        @Override
        public String toString() {
            return list + "?" + filter;
        }
    }

    static Stream<Case> filters() {
        return Stream.of(
                        equal(
                                "waybills",
                                "agg_waybill",
                                "id status schedulingStatus:scheduling_status orderId:order_id orderStatus:order_status senderName:sender_name"
                                        + " senderPhone:sender_phone senderProvinceId:sender_province_id senderCityId:sender_city_id"
                                        + " senderCountyId:sender_county_id receiverName:receiver_name receiverPhone:receiver_phone"
                                        + " receiverProvinceId:receiver_province_id receiverCityId:receiver_city_id receiverCountyId:receiver_county_id"),
                        times("waybills", "agg_waybill", "from to", "create_time"),
                        part("waybills", "agg_waybill", "id"),
                        equal(
                                "orders",
                                "agg_order",
                                "id memberId:member_id status group:customer_group paymentStatus:payment_status waybillId:waybill_id"
                                        + " senderName:sender_name senderPhone:sender_phone senderProvinceId:sender_province_id senderCityId:sender_city_id"
                                        + " senderCountyId:sender_county_id receiverName:receiver_name receiverPhone:receiver_phone"
                                        + " receiverProvinceId:receiver_province_id receiverCityId:receiver_city_id receiverCountyId:receiver_county_id"),
                        times("orders", "agg_order", "from to", "create_time"),
                        part("orders", "agg_order", "id"),
                        equal(
                                "transport-tasks",
                                "agg_transport_task",
                                "id status assignedStatus:assigned_status truckId:truck_id licensePlate:license_plate driverId:driver_id"
                                        + " driverName:driver_name startAgencyId:start_agency_id endAgencyId:end_agency_id"),
                        times("transport-tasks", "agg_transport_task", "from to", "create_time"),
                        times("transport-tasks", "agg_transport_task", "departsFrom departsTo", "plan_departure_time"),
                        part("transport-tasks", "agg_transport_task", "id"),
                        equal(
                                "driver-jobs",
                                "agg_driver_job",
                                "id driverId:driver_id driverName:driver_name status taskTransportId:task_transport_id"
                                        + " startAgencyId:start_agency_id endAgencyId:end_agency_id"),
                        times("driver-jobs", "agg_driver_job", "from to", "create_time"),
                        times("driver-jobs", "agg_driver_job", "arrivedFrom arrivedTo", "actual_arrival_time"),
                        part("driver-jobs", "agg_driver_job", "id", "task_transport_id"),
                        equal(
                                "courier-tasks",
                                "agg_courier_task",
                                "id courierId:courier_id courierName:courier_name taskType:task_type status signStatus:sign_status"
                                        + " assignedStatus:assigned_status agencyId:agency_id orderId:order_id waybillId:waybill_id"
                                        + " senderName:sender_name senderPhone:sender_phone senderProvinceId:sender_province_id senderCityId:sender_city_id"
                                        + " receiverName:receiver_name receiverProvinceId:receiver_province_id receiverCityId:receiver_city_id"),
                        times("courier-tasks", "agg_courier_task", "from to", "create_time"),
                        times("courier-tasks", "agg_courier_task", "endedFrom endedTo", "actual_end_time"),
                        Stream.of(new Case(
                                "courier-tasks",
                                "agg_courier_task",
                                "endedOn",
                                "actual_end_time",
                                "DATE(actual_end_time) = DATE(?)")),
                        part("courier-tasks", "agg_courier_task", "id", "order_id", "waybill_id"))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aListHasTheRowsThatSqlHas(Case filter) throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < 3; i++) {
            var value = value(filter, random);

            var expected = ids(filter, "WHERE " + filter.sql(), value);
            var found = walk(filter.list(), filter.filter() + "=" + encoded(value), 37);

            assertThat(found).as("-Dseed=%d %s=%s", SEED, filter, value).containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void theListsOfAllFiltersAreNotEmpty(Case filter) throws Exception {
        var values = values(filter);
        // Of times there are some before it and some after it.
        var value = asked(filter, values.get(values.size() / 2));

        assertThat(walk(filter.list(), filter.filter() + "=" + encoded(value), 100))
                .as("-Dseed=%d %s=%s", SEED, filter, value)
                .isNotEmpty();
    }

    @Test
    void severalValuesAreOneListInOrder() throws Exception {
        var filter = new Case("courier-tasks", "agg_courier_task", "status", "create_time", "status IN (1, 2)");

        var byComma = walk("courier-tasks", "status=1,2", 11);
        var byRepetition = walk("courier-tasks", "status=1&status=2&status=1", 100);

        assertThat(byComma).isNotEmpty().containsExactlyElementsOf(ids(filter, "WHERE status IN (1, 2)"));
        assertThat(byRepetition).isEqualTo(byComma);
    }

    @Test
    void filtersAreCombinedWithAnd() throws Exception {
        var filter = new Case("courier-tasks", "agg_courier_task", "", "create_time", "");

        var found = walk("courier-tasks", "status=1,2&taskType=1,2&from=2026-02-28&to=2026-02-28", 7);

        assertThat(found)
                .containsExactlyElementsOf(ids(
                        filter, "WHERE status IN (1, 2) AND task_type IN (1, 2) AND DATE(create_time) = '2026-02-28'"));
    }

    @Test
    void aListIsSortedBothWaysAndRowsWithoutATimeAreInIt() throws Exception {
        for (var sort : List.of("createTime", "-createTime", "actualArrivalTime", "-actualArrivalTime")) {
            var column = sort.contains("create") ? "create_time" : "actual_arrival_time";
            var direction = sort.startsWith("-") ? " DESC" : "";
            var filter = new Case("driver-jobs", "agg_driver_job", "", column + direction + ", id" + direction, "");

            var found = walk("driver-jobs", "sort=" + sort, 13);

            assertThat(found).hasSizeGreaterThan(200).containsExactlyElementsOf(sorted(filter));
        }
    }

    @Test
    void pagesHaveEachRowThatStaysOnceThoughOthersComeAndGo() throws Exception {
        var before = ids(new Case("waybills", "agg_waybill", "", "create_time", ""), "");
        var random = new Random(SEED);
        var found = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        @Nullable String cursor = "";
        for (int page = 0; cursor != null; page++) {
            var answer = get("/api/v1/waybills?limit=10&fields=id" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            answer.path("items").forEach(item -> found.add(item.path("id").asString()));
            cursor = answer.path("next").stringValue(null);
            assertThat(found).as("-Dseed=%d", SEED).hasSizeLessThan(MOST);
            DATABASE.run("INSERT INTO agg_waybill (id, create_time) VALUES ('new%d', %s)"
                    .formatted(page, page % 3 == 0 ? "NULL" : "'2026-02-28 12:30:00'"));
            var gone = before.get(random.nextInt(before.size()));
            if (!deleted.contains(gone)) {
                DATABASE.run("DELETE FROM agg_waybill WHERE id = '" + gone.replace("\\", "\\\\") + "'");
                deleted.add(gone);
            }
        }
        DATABASE.fillViews();

        var stayed = before.stream().filter(id -> !deleted.contains(id)).toList();
        assertThat(found).doesNotHaveDuplicates();
        assertThat(found.stream().filter(stayed::contains)).containsExactlyElementsOf(stayed);
    }

    private List<String> walk(String list, String query, int limit) throws Exception {
        var found = new ArrayList<String>();
        var uri = "/api/v1/" + list + "?limit=" + limit + "&fields=id&" + query;
        @Nullable String cursor = "";
        while (cursor != null) {
            var answer = get(uri + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            answer.path("items").forEach(item -> found.add(item.path("id").asString()));
            cursor = answer.path("next").stringValue(null);
            assertThat(found).as("-Dseed=%d %s ends", SEED, uri).hasSizeLessThan(MOST);
        }
        return found;
    }

    private JsonNode get(String uri) throws Exception {
        var response = mvc.get().uri(java.net.URI.create(uri)).exchange().getResponse();
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as("-Dseed=%d %s: %s", SEED, uri, text).isEqualTo(200);
        return JSON.readTree(text);
    }

    private static List<String> ids(Case filter, String where, String... values) throws SQLException {
        return query(
                "SELECT id FROM " + filter.view() + " " + where + " ORDER BY " + filter.column() + " DESC, id DESC",
                values);
    }

    private static List<String> sorted(Case filter) throws SQLException {
        return query("SELECT id FROM " + filter.view() + " ORDER BY " + filter.column());
    }

    private static List<String> query(String sql, String... values) throws SQLException {
        try (var connection = DATABASE.connect();
                var query = connection.prepareStatement(sql)) {
            var marks = sql.chars().filter(c -> c == '?').count();
            for (int i = 0; i < marks; i++) {
                query.setString(i + 1, values[0]);
            }
            var ids = new ArrayList<String>();
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getString(1));
                }
            }
            return ids;
        }
    }

    /** A value that some row has. */
    private static String value(Case filter, Random random) throws SQLException {
        var values = values(filter);
        return asked(filter, values.get(random.nextInt(values.size())));
    }

    /** What the view's rows have in the filter's column, in order. */
    private static List<String> values(Case filter) throws SQLException {
        var column = filter.sql().contains("LOCATE") || filter.sql().contains("_time")
                ? filter.sql().replaceAll(".*?(\\w+)(\\) >| <| >=|\\) =).*", "$1")
                : filter.sql().replace(" = ?", "");
        return query("SELECT DISTINCT CAST(" + column + " AS CHAR) FROM " + filter.view() + " WHERE " + column
                + " IS NOT NULL AND CAST(" + column + " AS CHAR) NOT IN ('', ' ') AND CAST(" + column
                + " AS CHAR) NOT REGEXP '^ | $|,' ORDER BY 1");
    }

    /** A value of a column as a caller asks for it. */
    private static String asked(Case filter, String value) {
        if (filter.sql().contains("LOCATE")) {
            return value.substring(1, Math.min(value.length(), 4));
        }
        if (filter.filter().equals("endedOn")) {
            return value.substring(0, 10);
        }
        return filter.sql().contains("_time") ? value.replace(' ', 'T') : value;
    }

    private static Stream<Case> equal(String list, String view, String filters) {
        return Stream.of(filters.split(" ", -1)).map(filter -> {
            var names = filter.split(":", -1);
            return new Case(list, view, names[0], "create_time", names[names.length - 1] + " = ?");
        });
    }

    private static Stream<Case> times(String list, String view, String filters, String column) {
        var names = filters.split(" ", -1);
        return Stream.of(
                new Case(list, view, names[0], column, column + " >= ?"),
                new Case(list, view, names[1], column, "(" + column + " < ? OR " + column + " <> " + column + ")"));
    }

    private static Stream<Case> part(String list, String view, String... columns) {
        var any = Stream.of(columns)
                .map(column -> "LOCATE(?, " + column + ") > 0")
                .toList();
        return Stream.of(new Case(list, view, "keyword", "create_time", "(" + String.join(" OR ", any) + ")"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
