package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A jar in a JVM of its own, which a test may kill. Its output goes to a file that a failure tells. */
public final class JavaProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_MS = 100;

    private final String name;
    private final Process process;
    private final Path log;

    private JavaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts {@code java <options> -jar <jar>}.
     *
     * @param environment added to this process's own
     * @param directory current directory of the new process; its output goes there too
     */
    public static JavaProcess start(
            String name, Path jar, List<String> options, Map<String, String> environment, Path directory) {
        var arguments = new ArrayList<>(options);
        arguments.add("-jar");
        arguments.add(jar.toString());
        return start(name, arguments, environment, directory);
    }

    /**
     * Starts a service as the build unpacked it beside its jar, with the archive of its classes.
     *
     * @param options all that the program needs to start
     * @param environment added to this process's own
     * @param directory current directory of the new process; its output goes there too
     */
    public static JavaProcess startService(
            String name, Path jar, List<String> options, Map<String, String> environment, Path directory) {
        var program = jar.resolveSibling("program");
        var all = new ArrayList<String>();
        all.add("-XX:SharedArchiveFile=" + program.resolve("classes.jsa"));
        all.addAll(options);
        return start(name, program.resolve(jar.getFileName()), all, environment, directory);
    }

    /** Starts {@code java <arguments>}; its id is in {@code <name>.pid} in its directory. */
    public static JavaProcess start(
            String name, List<String> arguments, Map<String, String> environment, Path directory) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            var log = Files.createTempFile(directory, name + "-", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            Files.writeString(directory.resolve(name + ".pid"), Long.toString(process.pid()));
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JavaProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** A port that nobody listens on, and that no other process of this kit is given while this one lives. */
    public static int freePort() {
        return Ports.free();
    }

    /**
     * Waits until an address answers 200.
     *
     * @throws IllegalStateException with the process's output, where it ends before, or takes longer than 90 seconds
     */
    public JavaProcess awaitHealthy(URI health) {
        var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(health).timeout(ANSWER_TIMEOUT).build();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (answers(http, request)) {
                return this;
            }
            ended(Duration.ofMillis(POLL_MS));
        }
        var output = output();
        kill();
        throw new IllegalStateException(name + " did not come up:\n" + output);
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whether the process ends within a time. */
    public boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Exit code of an ended process. */
    public int exitCode() {
        return process.exitValue();
    }

    /** What it has printed. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /**
     * Where its threads stand that are in a package's code, as jstack tells; jstack's own words where it names none.
     */
    public String threadsIn(String packageName) {
        var jstack = Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
        try {
            var answer = Files.createTempFile(name + "-", ".jstack");
            var asking = new ProcessBuilder(jstack, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!asking.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                asking.destroyForcibly();
            }
            var text = Files.readString(answer);
            Files.delete(answer);
            var threads = Arrays.stream(text.split("\n\n", -1))
                    .filter(thread -> thread.contains("at " + packageName + "."))
                    .collect(Collectors.joining("\n"));
            return threads.isEmpty() ? "no thread in " + packageName + ": " + text : threads;
        } catch (IOException e) {
            return "jstack cannot be asked: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        ended(STOP_TIMEOUT);
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() {
        Signal.STOP.send(pid());
    }

    /** SIGCONT. */
    public void thaw() {
        Signal.CONT.send(pid());
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** SIGTERM, and SIGKILL after 20 seconds. */
    @Override
    public void close() {
        terminate();
        if (!ended(STOP_TIMEOUT)) {
            kill();
        }
    }
}
