package com.pinda.aggregation.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service that publishes the changes. */
record Producer(Site site, String moreTables) implements Part {
    @Override
    public String name() {
        return "producer";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.PRODUCER;
    }

    @Override
    public Launch prepare() {
        return new SpringService(site, "producer", endpoint())
                .launch(
                        256,
                        List.of(),
                        Map.of(
                                "cdc.capture.address", site.address(Endpoint.CANAL_SERVER),
                                "cdc.capture.status-url", site.url(Endpoint.CANAL_HTTP, "/status"),
                                "cdc.registry.url", site.registryUrl(),
                                "cdc.more-tables", moreTables,
                                "spring.kafka.bootstrap-servers", site.address(Endpoint.BROKER)),
                        Map.of());
    }

    @Override
    public Optional<String> problem() {
        return HttpCheck.problem(site.url(endpoint(), "/actuator/health"));
    }
}
