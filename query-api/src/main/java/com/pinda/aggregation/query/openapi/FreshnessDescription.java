package com.pinda.aggregation.query.openapi;

import com.pinda.aggregation.query.freshness.ReadsView;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the headers by which freshness is told and demanded, where a view is read. */
@Configuration(proxyBeanMethods = false)
class FreshnessDescription {

    @Bean
    OperationCustomizer freshnessHeaders() {
        return (operation, method) -> {
            if (method.hasMethodAnnotation(ReadsView.class)) {
                operation.addParametersItem(parameter(
                        "Cdc-Min-Position",
                        "What the answer has to have: a GTID or GTID set, <binlog file>:<offset>, or a commit time",
                        "0-1-4711"));
                operation.addParametersItem(
                        parameter("Cache-Control", "max-age: how old the answer may be, seconds", "max-age=10"));
                operation.addParametersItem(parameter(
                        "Prefer", "wait: how long that may be waited for, seconds, before it is 503", "wait=5"));
                operation
                        .getResponses()
                        .computeIfPresent(
                                "200",
                                (status, found) -> found.addHeaderObject(
                                        "Cdc-Position",
                                        new Header()
                                                .description(
                                                        "Up to where in the source everything is in the answer; can be sent back"
                                                                + " as Cdc-Min-Position; absent while not known")
                                                .schema(new StringSchema().example("0-1-4711"))));
            }
            return operation;
        };
    }

    private static Parameter parameter(String name, String description, String example) {
        return new HeaderParameter()
                .name(name)
                .description(description)
                .required(false)
                .schema(new StringSchema().example(example));
    }
}
