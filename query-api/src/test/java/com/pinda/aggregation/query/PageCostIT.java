package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page makes the server read: a few rows by an index, whatever the filter and however deep the page. */
@QueryApiTest
class PageCostIT {

    private static final int ROWS = 20_000;
    private static final int LIMIT = 20;
    private static final int PAGES = 8;

    /** The keys of a page from the index, what is put aside of them, and the rows by their keys. */
    private static final long READS = 8 * LIMIT;

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final StatementLog LOG = new StatementLog(DATABASE);
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    /** In each view one of 50 of the older half has what is filtered by, and all rows are of few moments. */
    @BeforeAll
    static void fill() {
        for (var view : KeptView.TMS) {
            var columns = new LinkedHashSet<String>();
            view.indexes().forEach(columns::addAll);
            columns.remove("id");
            if (view.key().equals(List.of("id"))) {
                var values = columns.stream().map(PageCostIT::value).toList();
                DATABASE.run(
                        "INSERT INTO " + view.name() + " (id, " + String.join(", ", columns)
                                + ") SELECT seq + 1000000, " + String.join(", ", values) + " FROM seq_1_to_" + ROWS,
                        "ANALYZE TABLE " + view.name());
            }
        }
    }

    private static String value(String column) {
        if (column.endsWith("_time")) {
            return "TIMESTAMP('2026-02-01') + INTERVAL seq DIV 7 SECOND";
        }
        return "IF(seq % 50 = 0 AND seq <= 10000, 1, 2 + seq % 3)";
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    static Stream<ViewListsIT.Case> filters() {
        return ViewListsIT.filters().filter(each -> !List.of("id", "keyword").contains(each.filter()));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aDeepPageReadsAsFewRowsAsTheFirst(ViewListsIT.Case filter) throws Exception {
        var value = filter.sql().contains("_time") ? "2026-02-01" : "1";
        var uri = "/api/v1/" + filter.list() + "?limit=" + LIMIT + "&" + filter.filter() + "=" + value;

        assertCheap(filter.view(), uri);
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void aListInAnyOrderReadsFewRows(String list, String view, String sort) throws Exception {
        assertCheap(view, "/api/v1/" + list + "?limit=" + LIMIT + "&sort=" + sort);
    }

    static Stream<Arguments> sorts() {
        return Stream.of(
                        "waybills agg_waybill createTime",
                        "orders agg_order createTime",
                        "transport-tasks agg_transport_task createTime",
                        "transport-tasks agg_transport_task planDepartureTime",
                        "driver-jobs agg_driver_job createTime",
                        "driver-jobs agg_driver_job actualArrivalTime",
                        "courier-tasks agg_courier_task createTime",
                        "courier-tasks agg_courier_task actualEndTime")
                .map(line -> line.split(" ", -1))
                .flatMap(words -> Stream.of("", "-").map(sign -> Arguments.of(words[0], words[1], sign + words[2])));
    }

    @Test
    void severalValuesReadFewRowsForEach() throws Exception {
        var reads = reads("agg_waybill", "/api/v1/waybills?status=1,2,3&limit=" + LIMIT);

        assertThat(reads).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(3 * READS));
    }

    private void assertCheap(String view, String uri) throws Exception {
        assertThat(reads(view, uri)).as(uri).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(READS));
    }

    /** The rows that the server reads for the first page and for a deep one, by its own count. */
    private List<Long> reads(String view, String uri) throws Exception {
        var first = get(uri);
        LOG.clear();
        var page = get(uri);
        var statement = LOG.selects("STRAIGHT_JOIN `" + view + "`").get(0);
        for (int i = 1; i < PAGES && !page.path("next").isNull(); i++) {
            LOG.clear();
            page = get(uri + "&cursor=" + page.path("next").asString());
        }
        var deep = LOG.selects("STRAIGHT_JOIN `" + view + "`").get(0);
        assertThat(first.path("items")).isNotEmpty();
        return Arrays.asList(reads(statement), reads(deep));
    }

    private JsonNode get(String uri) throws Exception {
        var response = mvc.get().uri(URI.create(uri)).exchange().getResponse();
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as("%s: %s", uri, text).isEqualTo(200);
        return JSON.readTree(text);
    }

    private static long reads(String select) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement()) {
            statement.execute("FLUSH STATUS");
            statement.executeQuery(select).close();
            try (var counted = statement.executeQuery(
                    "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' AND Value > 0")) {
                var sum = 0L;
                while (counted.next()) {
                    sum += counted.getLong(2);
                }
                return sum;
            }
        }
    }
}
