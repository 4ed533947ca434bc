package com.pinda.aggregation.interop;

import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Registry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A source database and all that publishes its database {@code shop}: canal-server, producer, broker, registry. */
final class Capture implements AutoCloseable {

    private static final Path PRODUCER = Path.of("..", "producer", "target", "producer.jar");

    private final Database source;
    private final Registry registry;
    private final EmbeddedKafkaKraftBroker broker;
    private final Canal canal;
    private final JavaProcess producer;

    private Capture(
            Database source, Registry registry, EmbeddedKafkaKraftBroker broker, Canal canal, JavaProcess producer) {
        this.source = source;
        this.registry = registry;
        this.broker = broker;
        this.canal = canal;
        this.producer = producer;
    }

    /** Starts all, and does not wait for the producer; {@code folder} is for their state. */
    static Capture start(Path folder) {
        var source = Database.start();
        source.execute("CREATE DATABASE shop");
        var registry = Registry.start();
        var broker = new EmbeddedKafkaKraftBroker(1, 4);
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        var canal = Canal.start(source, folder, "shop\\..*");
        var producer = startProducer(registry, broker, canal, folder);
        return new Capture(source, registry, broker, canal, producer);
    }

    private static JavaProcess startProducer(
            Registry registry, EmbeddedKafkaKraftBroker broker, Canal canal, Path folder) {
        var options = List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dserver.port=" + JavaProcess.freePort(),
                "-Dspring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "-Dcdc.registry.url=" + registry.url(),
                "-Dcdc.capture.address=" + canal.address(),
                "-Dcdc.capture.status-url=" + canal.url("/status"),
                "-Dcdc.capture.tables=shop.*",
                "-Dcdc.capture.destination=tms");
        return JavaProcess.startService("producer", PRODUCER.toAbsolutePath().normalize(), options, Map.of(), folder);
    }

    /** The database whose changes are published. */
    Database source() {
        return source;
    }

    /** Addresses of the broker. */
    String bootstrap() {
        return broker.getBrokersAsString();
    }

    /** Address of the registry itself, of which the Confluent API is one part. */
    URI registry() {
        return registry.url().resolve("/");
    }

    @Override
    public void close() {
        producer.close();
        canal.close();
        broker.destroy();
        registry.close();
        source.close();
    }
}
