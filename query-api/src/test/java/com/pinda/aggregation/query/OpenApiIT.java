package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@QueryApiTest
class OpenApiIT {

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
    void everyEndpointIsDescribedWithItsProblems() throws Exception {
        var api = api();

        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.path("paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/webManager/driverJob/page",
                        "/webManager/taskPickupDispatchJob/page",
                        "/webManager/transportOrder/page",
                        "/webManager/taskTransport/page",
                        "/appCourier/page",
                        "/appDriver/page",
                        "/sync/status",
                        "/api/v1/waybills/events",
                        "/api/v1/waybills/{id}/events",
                        "/api/v1/orders/events",
                        "/api/v1/orders/{id}/events",
                        "/api/v1/courier-tasks/events",
                        "/api/v1/courier-tasks/{id}/events",
                        "/api/v1/transport-tasks/events",
                        "/api/v1/transport-tasks/{id}/events",
                        "/api/v1/driver-jobs/events",
                        "/api/v1/driver-jobs/{id}/events",
                        "/api/v1/orders",
                        "/api/v1/orders/{id}",
                        "/api/v1/orders/{id}/trace",
                        "/api/v1/waybills",
                        "/api/v1/waybills/{id}",
                        "/api/v1/transport-tasks",
                        "/api/v1/transport-tasks/{id}",
                        "/api/v1/driver-jobs",
                        "/api/v1/driver-jobs/{id}",
                        "/api/v1/courier-tasks",
                        "/api/v1/courier-tasks/count",
                        "/api/v1/courier-tasks/{id}",
                        "/api/v1/orgs/{id}/summary",
                        "/api/v1/sync/status");
        for (var path : api.path("paths")) {
            for (var operation : path) {
                assertThat(operation.path("summary").asString()).isNotBlank();
                assertThat(operation.path("responses").propertyNames()).contains("200", "503");
            }
            if (path.has("post")) {
                var responses = path.path("post").path("responses");
                assertThat(responses.propertyNames()).contains("200", "400", "415", "503");
                assertThat(responses.at("/400/content").propertyNames()).containsExactly("application/problem+json");
                assertThat(responses.at("/200/headers").propertyNames()).contains("Age");
            }
        }
    }

    @Test
    void everyParameterAndAnswerOfAViewIsDescribed() throws Exception {
        for (var path : api().path("paths").properties()) {
            if (path.getKey().startsWith("/api/v1") && !path.getKey().endsWith("/sync/status")) {
                var get = path.getValue().path("get");
                assertThat(get.path("parameters"))
                        .as(path.getKey())
                        .isNotEmpty()
                        .allSatisfy(parameter -> {
                            assertThat(parameter.path("name").asString()).isNotIn("parameters", "request", "response");
                            assertThat(parameter.path("description").asString()).isNotBlank();
                            assertThat(parameter.at("/schema/type").isMissingNode())
                                    .isFalse();
                        });
                if (path.getKey().endsWith("/events")) {
                    assertThat(get.at("/responses/200/content").propertyNames()).containsExactly("text/event-stream");
                    continue;
                }
                var answer = get.at("/responses/200");
                assertThat(answer.at("/content/application~1json/schema/properties"))
                        .as(path.getKey())
                        .isNotEmpty();
                assertThat(answer.at("/content/application~1json/example"))
                        .as(path.getKey())
                        .isNotEmpty();
                assertThat(answer.path("headers").propertyNames()).contains("Age", "Cdc-Position", "ETag");
                assertThat(get.path("responses").propertyNames()).contains("304", "400", "503");
            }
        }
    }

    @Test
    void aListIsDescribedWithItsFiltersAndItems() throws Exception {
        var list = api().at("/paths/~1api~1v1~1driver-jobs/get");

        assertThat(list.path("parameters")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .contains(
                        "driverId", "status", "arrivedFrom", "keyword", "sort", "limit", "cursor", "fields", "format");
        var items = list.at("/responses/200/content/application~1json/schema/properties/items/items/properties");
        assertThat(items.at("/driverId/type").asString()).isEqualTo("string");
        assertThat(items.at("/waybillIds/type").asString()).isEqualTo("array");
        assertThat(items.at("/status/type").asString()).isEqualTo("integer");
    }

    @Test
    void everyReferenceHasItsSchema() throws Exception {
        var api = api();

        var references = api.findValuesAsString("$ref");

        assertThat(references).isNotEmpty();
        assertThat(Set.copyOf(references))
                .allSatisfy(
                        reference -> assertThat(api.at(reference.substring(1)).isObject())
                                .as(reference)
                                .isTrue());
    }

    @Test
    void idsAndTimesAreText() throws Exception {
        var job = api().at("/components/schemas/DriverJob/properties");

        for (var field : List.of("id", "driverId", "createTime")) {
            assertThat(job.path(field).path("type").toString()).as(field).contains("string");
        }
        assertThat(job.path("createTime").has("format")).isFalse();
        assertThat(job.path("status").path("type").toString()).contains("integer");
    }

    @Test
    void theDescriptionCanBeTriedInABrowser() {
        assertThat(mvc.get().uri("/swagger-ui")).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/swagger-ui/index.html")).hasStatusOk();
    }

    private JsonNode api() throws Exception {
        var response = mvc.get().uri("/v3/api-docs").exchange().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return new JsonMapper().readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }
}
