package com.pinda.aggregation.query.openapi;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.view.Filter;
import com.pinda.aggregation.query.view.Resource;
import com.pinda.aggregation.query.view.ServesResource;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.JsonNodeFactory;

/** Describes the operations over views: the parameters that their resources take, and what they answer. */
@Component
class ViewOperations implements OperationCustomizer {

    private static final String JSON = "application/json";
    private static final String CURSOR = "AbC…";

    private final QueryProperties properties;

    ViewOperations(QueryProperties properties) {
        this.properties = properties;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var mapping = method.getMethodAnnotation(GetMapping.class);
        if (mapping != null && method.createWithResolvedBean().getBean() instanceof ServesResource serving) {
            describe(operation, mapping.path()[0], serving.resource());
        }
        return operation;
    }

    private void describe(Operation operation, String path, Resource resource) {
        var parameters = new ArrayList<Parameter>();
        Schema<?> schema;
        Object example;
        if (path.endsWith("/summary")) {
            parameters.add(id());
            parameters.addAll(days());
            example = Examples.of(resource.name());
            schema = Examples.schema(Examples.tree(resource.name()));
        } else if (path.endsWith("/count")) {
            resource.filters().forEach(filter -> parameters.add(parameter(filter)));
            example = Examples.of(resource.name() + "-count");
            schema = Examples.schema(Examples.tree(resource.name() + "-count"));
        } else if (path.contains("{id}")) {
            parameters.add(id());
            parameters.add(fields());
            example = Examples.of(resource.name());
            schema = Examples.schema(Examples.tree(resource.name()));
        } else {
            resource.filters().forEach(filter -> parameters.add(parameter(filter)));
            parameters.addAll(ofLists(resource));
            var list = JsonNodeFactory.instance.objectNode();
            list.putArray("items").add(Examples.tree(resource.name()));
            list.put("next", CURSOR);
            example = Map.of("items", List.of(Examples.of(resource.name())), "next", CURSOR);
            schema = Examples.schema(list);
        }
        operation.setParameters(parameters);
        var answer = new ApiResponse()
                .description("As the view has it; times have no zone, ids are text")
                .content(new Content()
                        .addMediaType(JSON, new MediaType().schema(schema).example(example)));
        headers().forEach(answer::addHeaderObject);
        if (parameters.stream().anyMatch(parameter -> parameter.getName().equals("format"))) {
            answer.getContent().addMediaType("text/csv", new MediaType().schema(new StringSchema()));
        }
        operation.getResponses().addApiResponse("200", answer);
        operation
                .getResponses()
                .addApiResponse("304", new ApiResponse().description("The caller has it, by If-None-Match"));
    }

    private static Map<String, Header> headers() {
        return Map.of(
                "Age",
                header("How old the answer may be, seconds, rounded up; absent while not known", new IntegerSchema()),
                "Cdc-Position",
                header("Up to where in the source all changes are in it; absent while not known", new StringSchema()),
                "Cdc-State",
                header("stale where the view is further behind than allowed", new StringSchema()),
                "ETag",
                header("For If-None-Match", new StringSchema()));
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }

    private List<Parameter> ofLists(Resource resource) {
        var sorts = resource.sortProperties();
        var sort = new StringSchema();
        sorts.forEach(sort::addEnumItem);
        return List.of(
                query("sort", "By which time; newest first with a minus, which is the default", sort, sorts.get(1)),
                query(
                        "limit",
                        "Most items in the page",
                        new IntegerSchema()
                                .minimum(BigDecimal.ONE)
                                .maximum(BigDecimal.valueOf(properties.maxPageSize())),
                        20),
                query("cursor", "Where the list goes on: next of the page before", new StringSchema(), null),
                fields(),
                query("format", "csv for all rows as CSV, also by the header Accept", formats(), null));
    }

    private static StringSchema formats() {
        var formats = new StringSchema();
        List.of("json", "csv").forEach(formats::addEnumItem);
        return formats;
    }

    private static List<Parameter> days() {
        return List.of(
                query("date", "The day, yyyy-MM-dd", new StringSchema(), "2026-02-28"),
                query("from", "Instead of date: the first day", new StringSchema(), null),
                query("to", "Instead of date: the last day", new StringSchema(), null));
    }

    private static Parameter id() {
        return new Parameter()
                .name("id")
                .in("path")
                .required(true)
                .description("The id")
                .schema(new StringSchema())
                .example("1330465862411206657");
    }

    private static Parameter fields() {
        return query(
                "fields",
                "The properties to answer, with commas between them; all without it",
                new StringSchema(),
                null);
    }

    private static Parameter parameter(Filter filter) {
        return query(
                filter.name(),
                filter.description() + form(filter.kind()),
                new StringSchema(),
                filter.example().isEmpty() ? null : filter.example());
    }

    private static String form(Filter.Kind kind) {
        return switch (kind) {
            case CODE, ID -> "; several with commas between them";
            case FROM, TO -> "; yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss, without a zone";
            case DAY -> "; yyyy-MM-dd";
            case TEXT, PART -> "";
        };
    }

    private static Parameter query(String name, String description, Schema<?> schema, @Nullable Object example) {
        return new Parameter()
                .name(name)
                .in("query")
                .description(description)
                .schema(schema)
                .example(example);
    }
}
