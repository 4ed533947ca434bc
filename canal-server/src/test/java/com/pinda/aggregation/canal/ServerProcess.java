package com.pinda.aggregation.canal;

import static org.awaitility.Awaitility.await;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The server as a process of its own, on free ports. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern SERVING = Pattern.compile(".*serving: destination=\\S+ port=(\\d+) http=(\\d+)");

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final int OK = 200;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it with settings given as environment variables, and arguments. */
    static ServerProcess start(Map<String, String> environment, String... arguments) {
        return start(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), environment, arguments);
    }

    /** Starts it as one that is to be measured. */
    static ServerProcess startFast(Map<String, String> environment) {
        var options = System.getProperty("server.options", "-Xmx512m -XX:+UseSerialGC");
        return start(List.of(options.split(" ", -1)), environment);
    }

    private static ServerProcess start(List<String> options, Map<String, String> environment, String... arguments) {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.command().addAll(options);
        command.command().addAll(List.of("-cp", System.getProperty("java.class.path"), CanalServer.class.getName()));
        command.command().addAll(List.of(arguments));
        command.environment().put("CANAL_PORT", "0");
        command.environment().put("CANAL_HTTP_PORT", "0");
        command.environment().put("CANAL_HTTP_LINGER", "0");
        command.environment().putAll(environment);
        try {
            var log = Files.createTempFile("canal-server-", ".log");
            log.toFile().deleteOnExit();
            return new ServerProcess(
                    command.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerProcess awaitUp() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive() || isUp());
        if (!process.isAlive()) {
            throw new AssertionError("the server ended: " + output());
        }
        return this;
    }

    boolean isUp() {
        return output().lines().anyMatch(line -> SERVING.matcher(line).matches()) && health() == OK;
    }

    /** The answer of /health; 0 while there is none. */
    int health() {
        try {
            return get("/health").statusCode();
        } catch (UncheckedIOException e) { // it starts, or has ended
            return 0;
        }
    }

    int port() {
        return Integer.parseInt(serving(1));
    }

    int httpPort() {
        return Integer.parseInt(serving(2));
    }

    JSONObject status() {
        return JSON.parseObject(get("/status").body());
    }

    HttpResponse<String> get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + serving(2) + path))
                                    .timeout(ANSWER_TIMEOUT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time it has used. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }

    /** Memory it holds now. */
    long rssMegabytes() throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    /** Waits until it ends by itself. */
    int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the server goes on: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it with SIGTERM. */
    void stop() {
        process.destroy();
        exitCode();
    }

    /** Ends it with SIGKILL. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        kill();
    }

    private String serving(int group) {
        return output().lines()
                .map(SERVING::matcher)
                .filter(m -> m.matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the server does not serve: " + output()))
                .group(group);
    }
}
