package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Link;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of this project, as they are deployed, with all addresses those of links. */
final class Services {

    private static final String HOST = "127.0.0.1:";

    private final Folder folder;
    private final Map<Way, Link> links;
    private final int canalPort = JavaProcess.freePort();
    private final int canalHttpPort = JavaProcess.freePort();
    private final Path canalData;
    private final Map<String, String> canalSettings = new ConcurrentHashMap<>();
    private final Map<String, String> producerSettings = new ConcurrentHashMap<>();
    private final Map<String, String> consumerSettings = new ConcurrentHashMap<>();

    Services(RigOptions options, Folder folder, Map<Way, Link> links) {
        this.folder = folder;
        this.links = links;
        canalData = folder.of("canal-data");
        var tables =
                Stream.concat(options.tables().stream(), Stream.of(Quiet.NAME)).collect(Collectors.joining(","));
        canalSettings.put("CANAL_FILTER", filter(options));
        canalSettings.put("CANAL_SOURCE_START", "earliest");
        canalSettings.putAll(options.canal());
        producerSettings.put("cdc.capture.tables", tables);
        producerSettings.putAll(options.producer());
        consumerSettings.put("cdc.copy.tables", tables);
        consumerSettings.putAll(options.consumer());
    }

    private static String filter(RigOptions options) {
        return Stream.concat(options.tables().stream(), Stream.of(Quiet.NAME))
                .map(table -> table.substring(0, table.indexOf('.')) + "\\..*")
                .distinct()
                .collect(Collectors.joining(","));
    }

    int canalPort() {
        return canalPort;
    }

    int canalHttpPort() {
        return canalHttpPort;
    }

    Path canalData() {
        return canalData;
    }

    Map<String, String> canalSettings() {
        return canalSettings;
    }

    Map<String, String> producerSettings() {
        return producerSettings;
    }

    Map<String, String> consumerSettings() {
        return consumerSettings;
    }

    Service canal(Link source) {
        var directory = folder.of("canal-server");
        return new Service(
                "canal-server",
                () -> {
                    Map<String, String> environment = new HashMap<>();
                    environment.put("CANAL_PORT", Integer.toString(canalPort));
                    environment.put("CANAL_HTTP_PORT", Integer.toString(canalHttpPort));
                    environment.put("CANAL_DATA_DIR", canalData.toString());
                    environment.put("CANAL_SOURCE_PORT", Integer.toString(source.port()));
                    environment.put("CANAL_SOURCE_USER", Database.USER);
                    environment.put("CANAL_SOURCE_PASSWORD", Database.PASSWORD);
                    environment.put("CANAL_SOURCE_SSL", "DISABLED");
                    environment.putAll(canalSettings);
                    return JavaProcess.start(
                            "canal-server", Programs.jar("canal-server"), options(192), environment, directory);
                },
                probe(canalHttpPort, "/health"));
    }

    Service producer(String name) {
        var port = JavaProcess.freePort();
        var directory = folder.of(name);
        return new Service(
                name,
                () -> spring(
                        name,
                        "producer",
                        directory,
                        Map.of(
                                "server.port", Integer.toString(port),
                                "cdc.capture.address", HOST + port(Way.PRODUCER_CANAL),
                                "cdc.capture.status-url", "http://" + HOST + port(Way.PRODUCER_STATUS) + "/status",
                                "cdc.registry.url", registry(Way.PRODUCER_REGISTRY),
                                "spring.kafka.bootstrap-servers", HOST + port(Way.PRODUCER_KAFKA)),
                        producerSettings),
                probe(port, "/actuator/health"));
    }

    Service consumer(String name) {
        var port = JavaProcess.freePort();
        var directory = folder.of(name);
        return new Service(
                name,
                () -> spring(
                        name,
                        "consumer",
                        directory,
                        Map.of(
                                "server.port",
                                Integer.toString(port),
                                "cdc.registry.url",
                                registry(Way.CONSUMER_REGISTRY),
                                "spring.kafka.bootstrap-servers",
                                HOST + port(Way.CONSUMER_KAFKA),
                                "spring.datasource.url",
                                "jdbc:mysql://" + HOST + port(Way.CONSUMER_TARGET) + "/" + Rig.TARGET
                                        + "?sslMode=DISABLED",
                                "spring.datasource.username",
                                Database.USER,
                                "spring.datasource.password",
                                Database.PASSWORD),
                        consumerSettings),
                probe(port, "/actuator/health"));
    }

    private static JavaProcess spring(
            String name, String program, Path directory, Map<String, String> own, Map<String, String> settings) {
        var options = options(256);
        own.forEach((key, value) -> options.add("-D" + key + "=" + value));
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        return JavaProcess.startService(name, Programs.jar(program), options, Map.of(), directory);
    }

    private static List<String> options(int heapMegabytes) {
        return new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC"));
    }

    private static HttpProbe probe(int port, String path) {
        return new HttpProbe(URI.create("http://" + HOST + port + path));
    }

    private String registry(Way way) {
        return "http://" + HOST + port(way) + "/apis/ccompat/v7";
    }

    private int port(Way way) {
        var link = links.get(way);
        if (link == null) {
            throw new IllegalStateException("no link yet: " + way);
        }
        return link.port();
    }
}
