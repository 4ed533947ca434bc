package com.pinda.aggregation.local.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The launcher as it is deployed, in a process of its own. */
final class Launcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What is fetched once serves the tests of all builds on this machine. */
    private static final Path MYSQL =
            Path.of(System.getProperty("java.io.tmpdir"), "pd-aggregation-" + System.getProperty("user.name"), "mysql");

    private final Process process;
    private final Path data;
    private final Path output;

    private Launcher(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /** Starts it on a data folder that no other test uses. */
    static Launcher start(Path data, String... arguments) {
        try {
            var output = Files.createTempFile("launcher", ".out");
            var command = new ArrayList<>(List.of(
                    // a build that runs in the background may ignore Ctrl-C, and would hand that down
                    "env",
                    "--default-signal=INT",
                    System.getProperty("java.home") + "/bin/java",
                    "-jar",
                    "target/local.jar",
                    "--data",
                    data.toString()));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putIfAbsent("PD_MYSQL_DIR", MYSQL.toString());
            return new Launcher(builder.start(), data, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of some ports in a row that are free, below those that connections take. */
    static String freePorts() {
        return ThreadLocalRandom.current()
                .ints(10_000, 19_900) // below those of the other tests
                .filter(base ->
                        IntStream.range(base, base + Endpoint.values().length).allMatch(Ports::isFree))
                .mapToObj(Integer::toString)
                .findFirst()
                .orElseThrow();
    }

    Path data() {
        return data;
    }

    Process process() {
        return process;
    }

    /** Does what Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    Launcher awaitOutput(String text) {
        return awaitOutput(Pattern.compile(text, Pattern.LITERAL));
    }

    Launcher awaitOutput(Pattern pattern) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the launcher ended", () -> !process.isAlive() && !printed(pattern))
                .until(() -> printed(pattern));
        return this;
    }

    int awaitExit() throws InterruptedException {
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return process.exitValue();
    }

    /** What the launcher said is at this name. */
    String address(String name) {
        return output().lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .filter(address -> !address.contains(" "))
                .findFirst()
                .orElseThrow();
    }

    private boolean printed(Pattern pattern) {
        return pattern.matcher(output()).find();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All processes that have to do with the data folder, as pgrep finds them. */
    List<String> processes() throws IOException {
        var pgrep = new ProcessBuilder("pgrep", "-f", data.toString()).start();
        try (var lines = pgrep.inputReader()) {
            return lines.lines().toList();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        Files.delete(output);
    }
}
