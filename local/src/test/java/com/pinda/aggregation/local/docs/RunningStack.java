package com.pinda.aggregation.local.docs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The stack that a guide's {@code scripts/up} starts, on a data folder and ports of its own. Commands of the guides,
 * which name those of a first start, are written anew for it.
 */
final class RunningStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PORTS = 10;

    private final Shell shell;
    private final Path data;
    private final Process launcher;
    private final Properties ports;

    private RunningStack(Shell shell, Path data, Process launcher, Properties ports) {
        this.shell = shell;
        this.data = data;
        this.launcher = launcher;
        this.ports = ports;
    }

    /** Starts it and waits until all is up. */
    static RunningStack start(Shell shell, Path data, int portBase, String command) {
        var output = data.resolveSibling("up.txt");
        var launcher = shell.start(
                command.replace("scripts/up", "exec scripts/up --data %s --port-base %d".formatted(data, portBase)),
                output);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .failFast(() -> {
                    if (!launcher.isAlive()) {
                        throw new IllegalStateException("it ended: " + Files.readString(output));
                    }
                })
                .until(() -> Files.readString(output).contains("everything is up"));
        return new RunningStack(shell, data, launcher, ports(data.resolve("ports.properties")));
    }

    /** The first of some ports in a row that are free, below those that connections take. */
    static int freePorts() {
        return ThreadLocalRandom.current()
                .ints(10_000, 19_900) // below those of the other tests
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(RunningStack::isFree))
                .findFirst()
                .orElseThrow();
    }

    String broker() {
        return "127.0.0.1:" + port("broker");
    }

    String registry() {
        return "http://127.0.0.1:%s/apis/ccompat/v7".formatted(port("registry"));
    }

    /** Runs a block of a guide to its end, and gives what it prints. */
    String run(String block) {
        return shell.run(block.replace("data/secrets", data.resolve("secrets").toString())
                .replace("-P 13306", "-P " + port("database"))
                .replace("127.0.0.1:8191", "127.0.0.1:" + port("query-api"))
                .replace("scripts/workload", "scripts/workload --url jdbc:mysql://127.0.0.1:" + port("database"))
                .replace(
                        "scripts/read-topic",
                        "scripts/read-topic --bootstrap %s --registry %s".formatted(broker(), registry())));
    }

    private String port(String part) {
        return ports.getProperty(part);
    }

    private static Properties ports(Path file) {
        var ports = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            ports.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        launcher.destroy();
        launcher.onExit().orTimeout(2, TimeUnit.MINUTES).join();
    }
}
