package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Many answers after one another ask the server for rows only. */
@QueryApiTest
class FreshnessReusedIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final StatementLog LOG = new StatementLog(DATABASE);

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.freshness-reused-for", () -> "1h");
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void aPageAfterAnotherIsOneStatement() throws SQLException {
        DATABASE.fillViews();
        var first = get();
        LOG.clear();

        var second = get();

        assertThat(LOG.selects("")).singleElement().asString().contains("agg_waybill");
        assertThat(second.getResponse().getHeader("Cdc-Position"))
                .isNotNull()
                .isEqualTo(first.getResponse().getHeader("Cdc-Position"));
    }

    private MvcTestResult get() {
        var answer = mvc.get().uri("/api/v1/waybills?limit=20").exchange();
        assertThat(answer).hasStatusOk();
        return answer;
    }
}
