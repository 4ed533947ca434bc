package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.ConsumerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** An application whose start does not come to its end before it is closed. */
final class StartingConsumer implements AutoCloseable {

    private final AtomicReference<@Nullable ConfigurableApplicationContext> context = new AtomicReference<>();
    private final CompletableFuture<Void> start;

    StartingConsumer(Target target, String... properties) {
        ApplicationListener<ApplicationStartedEvent> listener = event -> context.set(event.getApplicationContext());
        var builder = new SpringApplicationBuilder(ConsumerApplication.class).listeners(listener);
        var arguments = target.arguments(Stream.concat(Stream.of("cdc.copy.tables=shop.orders"), Stream.of(properties))
                .toArray(String[]::new));
        start = CompletableFuture.runAsync(() -> builder.run(arguments));
    }

    /** Why the start waits; empty before it begins. */
    String reason() {
        var running = context.get();
        return running == null
                ? ""
                : String.valueOf(
                        running.getBean(CopyHealth.class).health().getDetails().get("start"));
    }

    /** What a probe is answered. */
    String readiness() throws IOException, InterruptedException {
        var port = Objects.requireNonNull(context.get()).getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** What the start still logs is not the next test's, unless it waits for a server for long. */
    @Override
    public void close() {
        Objects.requireNonNull(context.get()).close();
        start.orTimeout(5, TimeUnit.SECONDS).exceptionally(closed -> null).join();
    }
}
