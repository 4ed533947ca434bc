package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples in the API's description are what it answers, of people that there are not. {@code -Dexamples.write}
 * writes them anew, as after a view got a column.
 */
@QueryApiTest
class ExamplesIT {

    private static final Path FOLDER = Path.of("src/main/resources/com/pinda/aggregation/query/openapi");
    private static final CopiesDatabase DATABASE = CopiesDatabase.withViews();
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Autowired
    MockMvcTester mvc;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
    }

    @BeforeAll
    static void fill() throws IOException {
        try (var in = ExamplesIT.class.getResourceAsStream("/example.sql")) {
            DATABASE.run(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n"));
        }
        DATABASE.fillViews();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "waybills, waybills/1330465862411206658",
        "orders, orders/1330465862411206657",
        "order-trace, orders/1330465862411206657/trace",
        "transport-tasks, transport-tasks/1330465862411206659",
        "driver-jobs, driver-jobs/1330465862411206660",
        "courier-tasks, courier-tasks/1330465862411206661",
        "courier-tasks-count, courier-tasks/count",
        "org-days, orgs/100248/summary?date=2026-02-28"
    })
    void anExampleIsWhatIsAnswered(String name, String uri) throws Exception {
        var response = mvc.get().uri("/api/v1/" + uri).exchange().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        var answer = JSON.readTree(response.getContentAsString(StandardCharsets.UTF_8));
        var file = FOLDER.resolve(name + ".json");
        if (System.getProperty("examples.write") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, JSON.writeValueAsString(answer) + "\n");
        }

        var example = JSON.readTree(Files.readString(file));

        assertThat(example).isEqualTo(answer);
    }
}
