package com.pinda.aggregation.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service that keeps the copies and the views. */
record Consumer(Site site, Databases databases, String moreTables, String moreViews) implements Part {
    @Override
    public String name() {
        return "consumer";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.CONSUMER;
    }

    @Override
    public Launch prepare() {
        return new SpringService(site, "consumer", endpoint())
                .launch(
                        256,
                        List.of(),
                        Map.of(
                                "cdc.registry.url", site.registryUrl(),
                                "cdc.more-tables", moreTables,
                                "cdc.more-views", moreViews,
                                "spring.kafka.bootstrap-servers", site.address(Endpoint.BROKER),
                                "spring.datasource.url", databases.target().jdbcUrl(Databases.TARGET),
                                "spring.datasource.username", databases.writer().user()),
                        Map.of("SPRING_DATASOURCE_PASSWORD", databases.writer().password()));
    }

    @Override
    public Optional<String> problem() {
        return HttpCheck.problem(site.url(endpoint(), "/actuator/health"));
    }
}
