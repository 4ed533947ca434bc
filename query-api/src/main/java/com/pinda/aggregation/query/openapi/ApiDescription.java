package com.pinda.aggregation.query.openapi;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.problem.Problems;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the generated description cannot know: what the API is, its times as text, and its problems. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_JSON = "application/problem+json";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(
                        LocalDateTime.class,
                        new StringSchema()
                                .description("yyyy-MM-dd HH:mm:ss as the source has it, without a time zone")
                                .example("2026-02-28 09:30:00"));
    }

    @Bean
    OpenAPI api() {
        return new OpenAPI()
                .info(new Info()
                        .title("pd_aggregation")
                        .version("1")
                        .description(
                                "Reads the views of the TMS, each answer by one SELECT. Ids are text. An answer says how old it may be"
                                        + " in its Age header, and a view that was never filled is a problem, not an empty page.")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components().addSchemas(PROBLEM, problem()));
    }

    @Bean
    OperationCustomizer problems() {
        return (operation, method) -> {
            var responses = operation.getResponses();
            if (operation.getRequestBody() != null) {
                responses.computeIfPresent("200", (status, found) -> found.addHeaderObject("Age", age()));
                responses.addApiResponse("400", problem("A field of the body is wrong", 400, "bad-request", BAD_FIELD));
                responses.addApiResponse(
                        "415", problem("The body is not JSON", 415, "unsupported-media-type", Map.of()));
            } else if (method.hasMethodAnnotation(ReadsView.class)) {
                responses.addApiResponse("400", problem("A parameter is wrong", 400, "bad-request", BAD_PARAMETER));
            }
            if (hasId(operation)) {
                responses.addApiResponse("404", problem("There is nothing of this id", 404, "not-found", Map.of()));
            }
            responses.addApiResponse("503", notReady(method.hasMethodAnnotation(ReadsView.class)));
            return operation;
        };
    }

    private static final Map<String, Object> BAD_FIELD =
            Map.of("title", "Bad request", "detail", "pageSize must be from 1 to 100", "field", "pageSize");

    private static final Map<String, Object> BAD_PARAMETER =
            Map.of("title", "Bad request", "detail", "limit must be from 1 to 100", "field", "limit");

    private static final Map<String, Object> NOT_READY = Map.of(
            "title", "Not ready",
            "detail", "nothing was copied yet into agg_driver_job; try again",
            "state", "loading",
            "tables", new String[] {"agg_driver_job"});

    private static ApiResponse notReady(boolean readsView) {
        var retry = new Header().description("Seconds to wait").schema(new IntegerSchema());
        var answer = readsView
                ? problem("The view was never filled, or the database does not answer", 503, "not-ready", NOT_READY)
                : problem("The database does not answer", 503, "database-unavailable", Map.of());
        return answer.addHeaderObject("Retry-After", retry);
    }

    private static boolean hasId(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()))
                && !"orgSummary".equals(operation.getOperationId());
    }

    private static Header age() {
        return new Header()
                .description("How old the answer may be, seconds, rounded up; absent while not known")
                .schema(new IntegerSchema());
    }

    private static ApiResponse problem(String description, int status, String kind, Map<String, Object> more) {
        var example = new TreeMap<String, Object>(more);
        example.put("type", Problems.TYPE_PREFIX + kind);
        example.put("status", status);
        var media = new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))
                .example(example);
        return new ApiResponse().description(description).content(new Content().addMediaType(PROBLEM_JSON, media));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("A problem detail, RFC 9457")
                .addProperty("type", text("What kind of problem it is, " + Problems.TYPE_PREFIX + "…"))
                .addProperty("title", text("That kind in words"))
                .addProperty("status", new IntegerSchema().description("The HTTP status"))
                .addProperty("detail", text("What to do about it"))
                .addProperty("instance", text("The path that was asked"))
                .addProperty("field", text("Where a field or parameter is wrong: which"))
                .addProperty("state", text("Where a table is not ready: loading"))
                .addProperty(
                        "tables", new ArraySchema().items(new StringSchema()).description("Which tables"));
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
