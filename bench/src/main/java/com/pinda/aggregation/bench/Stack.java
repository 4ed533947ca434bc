package com.pinda.aggregation.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** A running embedded stack, known by its data folder: its ports, its accounts, its processes. */
public final class Stack {

    /** Kernel ticks of CPU time in a second, on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final Pattern COUNT = Pattern.compile("\"value\":([0-9.E+]+)");

    private final Path data;
    private final Properties ports = new Properties();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Reads what {@code scripts/up} left in its data folder. */
    public Stack(Path data) throws IOException {
        this.data = data;
        try (var reader = Files.newBufferedReader(data.resolve("ports.properties"))) {
            ports.load(reader);
        }
    }

    /** A connection to source and target, which are one server, as root. */
    public Connection connect() throws SQLException {
        try {
            var password =
                    Files.readString(data.resolve("secrets").resolve("root")).strip();
            return DriverManager.getConnection(
                    "jdbc:mysql://127.0.0.1:" + ports.getProperty("database")
                            + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSqlLimit=65536",
                    "root",
                    password);
        } catch (IOException e) {
            throw new UncheckedIOException("no password of root in " + data, e);
        }
    }

    /** The value of a service's counter. */
    public long counter(String service, String name) {
        var request = HttpRequest.newBuilder(uri(service, "/actuator/metrics/" + name))
                .build();
        try {
            var body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            var matcher = COUNT.matcher(body);
            return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Where a part answers. */
    public URI uri(String part, String path) {
        return URI.create("http://127.0.0.1:" + ports.getProperty(part) + path);
    }

    /** The port that the database listens on. */
    public String databasePort() {
        return ports.getProperty("database");
    }

    /** SIGSTOP: the process stays, and does nothing. */
    public void freeze(String... parts) {
        signal("STOP", parts);
    }

    /** Ends {@link #freeze}. */
    public void thaw(String... parts) {
        signal("CONT", parts);
    }

    private void signal(String signal, String... parts) {
        for (var part : parts) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid(part)))
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot signal " + part, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private long pid(String part) throws IOException {
        return Long.parseLong(
                Files.readString(data.resolve("run").resolve(part + ".pid")).strip());
    }

    /** CPU seconds that a part has used since it started. */
    public double cpuSeconds(String part) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid(part) + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("no process of " + part, e);
        }
    }

    /** Resident memory of a part, MB. */
    public long residentMb(String part) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/" + pid(part) + "/status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("no process of " + part, e);
        }
    }
}
