package com.pinda.aggregation.interop;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A standalone Kafka Connect worker in a process of its own, with the properties files that the docs show. */
final class ConnectWorker implements AutoCloseable {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FILES = Path.of("connect").toAbsolutePath();

    private final JavaProcess process;

    private ConnectWorker(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts one with Debezium's JDBC sink, which writes into a database of {@code sink}; does not wait.
     *
     * @param excluded comma list of {@code table:column} that it leaves out
     */
    static ConnectWorker start(Capture capture, Database sink, String database, String excluded, Path folder) {
        var environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                capture.bootstrap(),
                "APICURIO_REGISTRY_URL",
                capture.registry() + "apis/registry/v2",
                "CONNECT_LISTENER",
                "http://127.0.0.1:" + JavaProcess.freePort(),
                "CONNECT_OFFSETS_FILE",
                folder.resolve("connect.offsets").toString(),
                "SINK_URL",
                "jdbc:mariadb://127.0.0.1:" + sink.port() + "/" + database,
                "SINK_USER",
                Database.USER,
                "SINK_PASSWORD",
                Database.PASSWORD,
                "SINK_EXCLUDED_FIELDS",
                excluded);
        var arguments = List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-cp",
                TARGET.resolve("interop.jar") + ":" + TARGET.resolve("connect") + "/*",
                "org.apache.kafka.connect.cli.ConnectStandalone",
                FILES.resolve("worker.properties").toString(),
                FILES.resolve("debezium-jdbc-sink.properties").toString());
        return new ConnectWorker(JavaProcess.start("connect", arguments, environment, folder));
    }

    /** What it has printed. */
    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
