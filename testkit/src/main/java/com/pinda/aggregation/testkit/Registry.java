package com.pinda.aggregation.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real Apicurio registry in a process of its own on a free port of loopback, empty at start: {@code try (var registry
 * = Registry.start()) { new SchemaRegistry(registry.url()); }}.
 */
public final class Registry implements AutoCloseable {

    private static final String NAME = "registry";

    private final JavaProcess process;
    private final URI url;
    private final Path folder;

    private Registry(JavaProcess process, URI url, Path folder) {
        this.process = process;
        this.url = url;
        this.folder = folder;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @throws IllegalStateException where it does not come up within 90 seconds
     */
    public static Registry start() {
        try {
            var folder = Files.createTempDirectory("pd-registry-");
            var port = JavaProcess.freePort();
            return new Registry(launch(folder, port, List.of()).awaitHealthy(health(port)), url(port), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the registry", e);
        }
    }

    /** Starts one that keeps its schemas in a folder, so that it may be killed; does not wait. */
    public static JavaProcess launchIn(Path folder, int port) {
        return launch(
                folder,
                port,
                List.of(
                        "-Dapicurio.storage.kind=sql",
                        "-Dapicurio.storage.sql.kind=h2",
                        // without the delay an id that was handed out survives a kill
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("schemas") + ";WRITE_DELAY=0",
                        "-Dapicurio.datasource.username=sa",
                        "-Dapicurio.datasource.password="));
    }

    private static JavaProcess launch(Path folder, int port, List<String> storage) {
        var options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.access-log.enabled=false"));
        options.addAll(storage);
        return JavaProcess.start(NAME, jar(), options, Map.of(), folder);
    }

    private static Path jar() {
        var installed = new Properties();
        try (var in = Registry.class.getResourceAsStream("registry.properties")) {
            installed.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read registry.properties", e);
        }
        return Path.of(installed.getProperty("home"), installed.getProperty("jar"));
    }

    /** Base address of the Confluent API of the registry at this port. */
    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    /** What answers 200 once the registry at this port serves. */
    public static URI health(int port) {
        return URI.create(url(port) + "/subjects");
    }

    /** Base address of its Confluent API. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.kill();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
