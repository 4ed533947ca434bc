package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Apicurio registry, which speaks Confluent's API. Topics keep the ids of its schemas, so it keeps them too. */
record Registry(Site site) implements Part {
    @Override
    public String name() {
        return "registry";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.REGISTRY;
    }

    @Override
    public Launch prepare() throws IOException {
        var data = Files.createDirectories(site.folder().of("registry"));
        var program = site.home().unpacked("registry");
        try (var jars = Files.newDirectoryStream(program, "*-runner.jar")) {
            return site.java(
                    256,
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=" + Site.HOST,
                            "-Dquarkus.http.port=" + site.ports().of(Endpoint.REGISTRY),
                            "-Dquarkus.http.access-log.enabled=false",
                            "-Dapicurio.storage.kind=sql",
                            "-Dapicurio.storage.sql.kind=h2",
                            // without the delay an id that was handed out survives a kill
                            "-Dapicurio.datasource.url=jdbc:h2:file:%s;WRITE_DELAY=0"
                                    .formatted(data.resolve("schemas")),
                            "-Dapicurio.datasource.username=sa",
                            "-Dapicurio.datasource.password=",
                            "-jar",
                            jars.iterator().next().toString()),
                    Map.of());
        }
    }

    @Override
    public Optional<String> problem() {
        return HttpCheck.problem(site.registryUrl() + "/subjects");
    }
}
