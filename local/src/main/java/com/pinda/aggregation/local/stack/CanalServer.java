package com.pinda.aggregation.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The canal server, reading the source's log.
 *
 * @param start where it begins when it has no position yet, in its own words
 */
record CanalServer(Site site, Databases databases, Supplier<String> start, List<TableName> tables) implements Part {
    @Override
    public String name() {
        return "canal-server";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.CANAL_SERVER;
    }

    @Override
    public Launch prepare() {
        var source = databases.source();
        return site.java(
                320,
                // canal gives a TIMESTAMP in its own time zone
                List.of(
                        "-Duser.timezone=UTC",
                        // what waits for the producer fits into a survivor space, and is gone before it grows old
                        "-Xmn224m",
                        "-XX:SurvivorRatio=5",
                        "-jar",
                        site.home().jar("canal-server").toString()),
                Map.ofEntries(
                        Map.entry("CANAL_DESTINATION", "tms"),
                        Map.entry("CANAL_BIND", Site.HOST),
                        Map.entry("CANAL_PORT", "" + site.ports().of(Endpoint.CANAL_SERVER)),
                        Map.entry("CANAL_HTTP_PORT", "" + site.ports().of(Endpoint.CANAL_HTTP)),
                        Map.entry("CANAL_DATA_DIR", site.folder().of("canal").toString()),
                        Map.entry("CANAL_SOURCE_HOST", source.host()),
                        Map.entry("CANAL_SOURCE_PORT", "" + source.port()),
                        Map.entry("CANAL_SOURCE_USER", databases.capture().user()),
                        Map.entry("CANAL_SOURCE_PASSWORD", databases.capture().password()),
                        // the embedded databases are reached over loopback
                        Map.entry("CANAL_SOURCE_SSL", source.isEmbedded() ? "DISABLED" : "PREFERRED"),
                        Map.entry("CANAL_SOURCE_START", start.get()),
                        Map.entry("CANAL_FILTER", filter())));
    }

    @Override
    public Optional<String> problem() {
        return HttpCheck.problem(site.url(Endpoint.CANAL_HTTP, "/health"));
    }

    private String filter() {
        return tables.stream()
                .map(table -> table.database() + "\\." + table.name())
                .collect(Collectors.joining(","));
    }
}
