package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database, broker and registry under the launcher: that they come up, and above all that they go. */
class LauncherIT {
    private static final String UP = "everything is up";

    @TempDir
    static Path folder;

    private final Path data = folder.resolve("data");

    @AfterEach
    void nothingIsLeft() throws IOException {
        var pgrep = new ProcessBuilder("pgrep", "-f", folder.toString()).start();
        try (var lines = pgrep.inputReader()) {
            assertThat(lines.lines()).isEmpty();
        }
    }

    @Test
    void aTerminatedLauncherStopsAllAndASecondStartGoesOnAndEndsWhenAPartIsGone()
            throws IOException, InterruptedException {
        int schema;
        try (var first = Launcher.start(data, "--servers-only", "--port-base", Launcher.freePorts())) {
            first.awaitOutput(UP);
            assertThat(first.processes()).hasSizeGreaterThan(6);
            schema = register(first);

            first.process().destroy();

            assertThat(first.awaitExit()).isEqualTo(143);
            assertThat(first.processes()).isEmpty();
        }
        try (var second = Launcher.start(data, "--servers-only")) {
            second.awaitOutput(UP);
            assertThat(register(second)).isEqualTo(schema);
            var registry = Long.parseLong(
                    Files.readString(data.resolve("run/registry.pid")).strip());

            ProcessHandle.of(registry).orElseThrow().destroyForcibly();

            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output())
                    .contains("registry is gone: it ended with exit code 137; see " + data.resolve("logs/registry.log"))
                    .doesNotContain("\tat com.pinda");
        }
    }

    @Test
    void ctrlCWhileOrdersArePlacedStopsAll() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(data, "--rate", "20", "--port-base", Launcher.freePorts())) {
            launcher.awaitOutput(Pattern.compile("orders [1-9].*captured [1-9]"));
            assertThat(launcher.processes()).hasSizeGreaterThan(10);
            assertAnswers(launcher.address("query-api"));
            assertAnswers(launcher.address("freshness"));

            launcher.interrupt();

            assertThat(launcher.awaitExit()).as(launcher.output()).isEqualTo(130);
            assertThat(launcher.processes()).isEmpty();
        }
    }

    @Test
    void aKilledLauncherTakesAllWithIt() throws IOException, InterruptedException {
        try (var launcher = Launcher.start(data, "--servers-only", "--port-base", Launcher.freePorts())) {
            launcher.awaitOutput(UP);

            launcher.process().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> launcher.processes().isEmpty());
        }
    }

    @Test
    void aSecondLauncherOnTheSameFolderIsRefused() throws IOException, InterruptedException {
        try (var first = Launcher.start(data, "--servers-only", "--port-base", Launcher.freePorts());
                var second = Launcher.start(first.awaitOutput("logs in").data(), "--servers-only")) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output())
                    .contains("is in use by another launcher")
                    .contains("--data");
        }
    }

    @Test
    void aTakenPortIsRefusedByTheNameOfItsOption() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var launcher = Launcher.start(data, "--servers-only", "--port", "registry=" + taken.getLocalPort())) {
            assertThat(launcher.awaitExit()).isEqualTo(1);
            assertThat(launcher.output()).contains("--port registry=" + taken.getLocalPort());
        }
    }

    private static void assertAnswers(String url) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
    }

    /** Gives the id of a schema, which topics keep. */
    private static int register(Launcher launcher) throws IOException, InterruptedException {
        var url = launcher.address("registry");
        var request = HttpRequest.newBuilder(URI.create(url + "/subjects/test-value/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Integer.parseInt(answer.body().replaceAll("\\D", ""));
    }
}
