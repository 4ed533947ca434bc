package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A real Apicurio registry in a process of its own on a free port of loopback, empty at start: {@code try (var registry
 * = Registry.start()) { new SchemaRegistry(registry.url()); }}.
 */
public final class Registry implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Process process;
    private final URI url;

    private Registry(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @throws IllegalStateException where it does not come up within 90 seconds
     */
    public static Registry start() {
        try {
            var installed = installation();
            var home = Path.of(installed.getProperty("home"));
            var port = freePort();
            var log = Files.createTempFile("registry", ".log");
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-jar",
                            home.resolve(installed.getProperty("jar")).toString())
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var registry = new Registry(process, URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
            registry.awaitAnswer(log);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the registry", e);
        }
    }

    private static Properties installation() throws IOException {
        var properties = new Properties();
        try (var in = Registry.class.getResourceAsStream("registry.properties")) {
            properties.load(in);
        }
        return properties;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not listening yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause();
        }
        close();
        throw new IllegalStateException("the registry did not come up: " + Files.readString(log));
    }

    private void pause() {
        try {
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Base address of its Confluent API. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
