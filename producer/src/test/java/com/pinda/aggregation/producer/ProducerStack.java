package com.pinda.aggregation.producer;

import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker and a registry, and the producers between them and canal servers, as they are deployed. */
final class ProducerStack implements AutoCloseable {

    private static final Path JAR = Path.of("target", "producer.jar").toAbsolutePath();

    private final Path folder;
    private final Registry registry = Registry.start();
    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    private final List<JavaProcess> producers = new ArrayList<>();

    private ProducerStack(Path folder) {
        this.folder = folder;
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
    }

    static ProducerStack start(Path folder) {
        return new ProducerStack(folder);
    }

    Published published() {
        return new Published(broker.getBrokersAsString(), registry.url());
    }

    /** Starts a producer of the tables of database shop, and waits until it publishes. */
    JavaProcess producer(Source source, String... settings) {
        var port = JavaProcess.freePort();
        return launch(source, port, settings).awaitHealthy(health(port));
    }

    /** Starts a producer; its HTTP port says how it is. */
    JavaProcess launch(Source source, int port, String... settings) {
        return launch(source.name(), source.canal(), port, settings);
    }

    JavaProcess launch(String prefix, Canal canal, int port, String... settings) {
        var options = new ArrayList<>(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dserver.port=" + port,
                "-Dspring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "-Dcdc.registry.url=" + registry.url(),
                "-Dcdc.capture.address=" + canal.address(),
                "-Dcdc.capture.status-url=" + canal.url("/status"),
                "-Dcdc.capture.tables=shop.*",
                "-Dcdc.capture.destination=tms",
                "-Dcdc.publish.topic-prefix=" + prefix));
        List.of(settings).forEach(setting -> options.add("-D" + setting));
        var producer = JavaProcess.startService("producer", JAR, options, Map.of(), folder);
        producers.add(producer);
        return producer;
    }

    static URI health(int port) {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health");
    }

    static String page(int port, String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + name))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        producers.forEach(JavaProcess::kill);
        broker.destroy();
        registry.close();
    }
}
