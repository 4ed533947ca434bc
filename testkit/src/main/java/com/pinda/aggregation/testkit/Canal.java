package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Our canal server in a process of its own, reading a {@link Database} from the beginning of its binlog. */
public final class Canal implements AutoCloseable {

    private final int sourcePort;
    private final Path data;
    private final String filter;
    private final int port = JavaProcess.freePort();
    private final int httpPort = JavaProcess.freePort();
    private JavaProcess process;

    private Canal(int sourcePort, Path data, String filter) {
        this.sourcePort = sourcePort;
        this.data = data;
        this.filter = filter;
        process = launch();
    }

    /**
     * Starts one and waits until it streams.
     *
     * @param data folder for its cursor and its table history
     * @param filter comma list of regular expressions over database.table
     */
    public static Canal start(Database database, Path data, String filter) {
        return start(database.port(), data, filter);
    }

    /** Starts one that reaches its database at this port, as through a {@link Link}. */
    public static Canal start(int sourcePort, Path data, String filter) {
        return new Canal(sourcePort, data, filter);
    }

    private JavaProcess launch() {
        Map<String, String> environment = new HashMap<>();
        environment.put("CANAL_PORT", Integer.toString(port));
        environment.put("CANAL_HTTP_PORT", Integer.toString(httpPort));
        environment.put("CANAL_DATA_DIR", data.toString());
        environment.put("CANAL_SOURCE_SERVER_ID", Integer.toString(port)); // a server has one replica of an id
        environment.put("CANAL_SOURCE_PORT", Integer.toString(sourcePort));
        environment.put("CANAL_SOURCE_USER", Database.USER);
        environment.put("CANAL_SOURCE_PASSWORD", Database.PASSWORD);
        environment.put("CANAL_SOURCE_SSL", "DISABLED");
        environment.put("CANAL_SOURCE_START", "earliest");
        environment.put("CANAL_FILTER", filter);
        var options = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC");
        return JavaProcess.start("canal-server", jar(), options, environment, data)
                .awaitHealthy(url("/health"));
    }

    private static Path jar() {
        var properties = new Properties();
        try (var in = Canal.class.getResourceAsStream("canal.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read canal.properties", e);
        }
        return Path.of(properties.getProperty("jar"));
    }

    /** host:port of canal's protocol. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Address of a page of its HTTP port. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /** SIGKILL, then a new process on the same ports and data. */
    public void killAndRestart() {
        process.kill();
        process = launch();
    }

    /** Whether its process ends within a time. */
    public boolean ended(Duration within) {
        return process.ended(within);
    }

    /** What its process has printed. */
    public String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
