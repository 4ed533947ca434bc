package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class QueryPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration
    @EnableConfigurationProperties(QueryProperties.class)
    static class Bound {}

    @Test
    void withoutSettingsTheTmsTablesAreExpected() {
        runner.run(context -> {
            var properties = context.getBean(QueryProperties.class);

            assertThat(properties.expectedTables())
                    .hasSize(18)
                    .doesNotHaveDuplicates()
                    .contains("pd_core_station");
            assertThat(properties.maxPageSize()).isEqualTo(100);
            assertThat(properties.staleAfter()).hasSeconds(30);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "query.max-page-size=0, maxPageSize",
        "query.max-page-size=many, query.max-page-size",
        "query.max-depth=-1, maxDepth",
        "query.stale-after=0s, staleAfter",
        "query.stale-after=soon, query.stale-after",
        "query.expected-tables[0]= , expectedTables",
        "query.max-export-rows=0, maxExportRows",
        "query.cursor-key=short, cursorKey",
        "query.max-pagesize-of=5, query.max-pagesize-of"
    })
    void aWrongSettingStopsTheStartAndIsNamed(String setting, String named) {
        runner.withPropertyValues(setting)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .satisfies(cause -> assertThat(context.getStartupFailure())
                                .extracting(QueryPropertiesTest::messages)
                                .asString()
                                .contains(named)));
    }

    @Test
    void theCursorKeyIsNotTold() {
        runner.withPropertyValues("query.cursor-key=0123456789abcdef")
                .run(context -> assertThat(context.getBean(QueryProperties.class))
                        .asString()
                        .doesNotContain("0123456789abcdef"));
    }

    private static String messages(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + "\n" + messages(failure.getCause());
    }
}
