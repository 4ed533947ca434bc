package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.ConsumerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** An application whose start does not come to its end before it is closed. */
final class StartingConsumer implements AutoCloseable {

    /** A request to a server that does not answer ends within this, and with it the start. */
    private static final int TIMEOUT_MS = 10_000;

    private final CompletableFuture<ConfigurableApplicationContext> context = new CompletableFuture<>();
    private final CompletableFuture<Void> start;

    StartingConsumer(Target target, String... properties) {
        ApplicationListener<ApplicationStartedEvent> listener =
                event -> context.complete(event.getApplicationContext());
        var builder = new SpringApplicationBuilder(ConsumerApplication.class).listeners(listener);
        var usual = Stream.of(
                "cdc.copy.tables=shop.orders",
                "spring.kafka.admin.properties.request.timeout.ms=" + TIMEOUT_MS,
                "spring.kafka.admin.properties.default.api.timeout.ms=" + TIMEOUT_MS);
        var arguments =
                target.arguments(Stream.concat(usual, Stream.of(properties)).toArray(String[]::new));
        start = CompletableFuture.runAsync(() -> builder.run(arguments));
    }

    /** Why the start waits; empty before it begins. */
    String reason() {
        var running = context.getNow(null);
        return running == null
                ? ""
                : String.valueOf(
                        running.getBean(CopyHealth.class).health().getDetails().get("start"));
    }

    /** What a probe is answered. */
    String readiness() throws IOException, InterruptedException {
        var port = context.join().getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Returns once the start is over: what it logs is not the next test's. */
    @Override
    public void close() {
        ended(CompletableFuture.anyOf(context, start));
        var running = context.getNow(null);
        if (running != null) {
            running.close();
        }
        ended(start);
    }

    private static void ended(CompletableFuture<?> future) {
        future.handle((value, failure) -> true).orTimeout(60, TimeUnit.SECONDS).join();
    }
}
