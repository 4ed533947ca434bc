package com.pinda.aggregation.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The REST service over the copies. */
record QueryApi(Site site, Databases databases) implements Part {
    @Override
    public String name() {
        return "query-api";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.QUERY_API;
    }

    @Override
    public Launch prepare() {
        return new SpringService(site, "query-api", endpoint())
                .launch(
                        192,
                        List.of(),
                        Map.of(
                                "query.feed.registry-url", site.registryUrl(),
                                "spring.kafka.bootstrap-servers", site.address(Endpoint.BROKER),
                                "spring.datasource.url", databases.target().jdbcUrl(Databases.TARGET),
                                "spring.datasource.username", databases.reader().user(),
                                // the data is made up, and only this machine reaches it
                                "query.access.open-roles", "reader,personal-data-reader"),
                        Map.of("SPRING_DATASOURCE_PASSWORD", databases.reader().password()));
    }

    /** It is alive; ready it is not before each copy got its first row, which may take an order. */
    @Override
    public Optional<String> problem() {
        return HttpCheck.problem(site.url(endpoint(), "/actuator/health/liveness"));
    }
}
