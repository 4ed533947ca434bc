package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a caller sees masked cannot be guessed by asking for parts of it. */
@QueryApiTest
class HiddenFiltersIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.access.open-roles", () -> "reader");
    }

    @BeforeAll
    static void fill() {
        DATABASE.sensitive("'pd_order', 'sender_phone', 'personal'");
        DATABASE.run(
                "UPDATE _view SET origins = '{\"id\": [\"pd_transport_order.id\"], \"sender_phone\":"
                        + " [\"pd_order.sender_phone\"]}' WHERE view_name = 'agg_waybill'",
                "INSERT INTO agg_waybill (id, sender_phone, create_time) VALUES ('4711', '13812345678', NOW())");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource({"id, 71, 1", "senderPhone, 13812345678, 1", "senderPhone, 1381234567, 0", "senderPhone, 3812345678, 0"})
    void whatIsMaskedIsFoundWholeOnly(String filter, String value, int found) {
        var answer = mvc.post()
                .uri("/webManager/transportOrder/page")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"%s\": \"%s\"}".formatted(filter, value));

        assertThat(answer).hasStatusOk().bodyJson().extractingPath("counts").isEqualTo(found);
    }
}
