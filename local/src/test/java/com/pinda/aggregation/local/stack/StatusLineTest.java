package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusLineTest {
    @TempDir
    Path temporary;

    private final Map<String, String> producerMetrics = new ConcurrentHashMap<>();
    private final Map<String, String> consumerMetrics = new ConcurrentHashMap<>();

    private HttpServer producer;
    private HttpServer consumer;
    private DataFolder folder;
    private Site site;

    @BeforeEach
    void start() throws IOException {
        folder = DataFolder.open(temporary.resolve("data"), "--db mariadb", false);
        site = new Site(new Home(temporary), folder, Ports.choose(AskedPorts.NONE, folder.of("ports.properties")));
        producer = serve(Endpoint.PRODUCER, producerMetrics);
        consumer = serve(Endpoint.CONSUMER, consumerMetrics);
        producerMetrics.put("cdc.changes.captured", "5000.0");
        producerMetrics.put("cdc.changes.published", "5000.0");
        producerMetrics.put("cdc.lag.ms", "12.0");
        consumerMetrics.put("cdc.changes.applied", "4000.0");
        consumerMetrics.put("cdc.lag.ms", "340.5");
    }

    @AfterEach
    void stop() throws IOException {
        producer.stop(0);
        consumer.stop(0);
        folder.close();
    }

    @Test
    void whatWasDoneBeforeTheFirstLineIsInNoRate() {
        assertThat(new StatusLine(site).next()).startsWith("captured 0/s  published 0/s  applied 0/s (4000 so far)");
    }

    @Test
    void withoutOrdersTheLagIsThatOfTheServiceThatIsFurtherBehind() {
        assertThat(new StatusLine(site).next()).endsWith("lag 341 ms");
    }

    @Test
    void theLagOfTheLastOrderSeenGoesFirst() {
        var status = new StatusLine(site);
        status.follow(() -> 7, () -> 25);

        assertThat(status.next()).startsWith("orders 7 (").endsWith("lag 25 ms");
    }

    @Test
    void afterTheOrdersTheLagIsThatOfTheServicesAgain() {
        var status = new StatusLine(site);
        status.follow(() -> 7, () -> -1);

        assertThat(status.next()).startsWith("orders 7 (").endsWith("lag 341 ms");
    }

    @Test
    void servicesThatAreAwayHaveNoLagToTell() {
        producerMetrics.clear();
        consumerMetrics.clear();

        assertThat(new StatusLine(site).next()).endsWith("lag -");
    }

    private HttpServer serve(Endpoint endpoint, Map<String, String> metrics) throws IOException {
        var server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), site.ports().of(endpoint)),
                0);
        server.createContext("/actuator/metrics/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var value = metrics.get(path.substring(path.lastIndexOf('/') + 1));
            var body = "{\"measurements\":[{\"value\":%s}]}".formatted(value).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(value == null ? 404 : 200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }
}
