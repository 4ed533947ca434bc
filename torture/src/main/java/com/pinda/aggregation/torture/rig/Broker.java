package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** A Kafka node that is broker and controller, with a listener for each client, so that each has a link of its own. */
final class Broker {

    private static final Duration FORMAT_TIMEOUT = Duration.ofSeconds(90);

    /** Short timeouts: one that was killed is back in seconds, and one that lost its disk is no mystery. */
    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%1$d
            controller.listener.names=CONTROLLER
            listeners=TESTS://127.0.0.1:%2$d,PRODUCER://127.0.0.1:%3$d,CONSUMER://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%1$d
            advertised.listeners=TESTS://127.0.0.1:%2$d,PRODUCER://127.0.0.1:%5$d,CONSUMER://127.0.0.1:%6$d
            listener.security.protocol.map=TESTS:PLAINTEXT,PRODUCER:PLAINTEXT,CONSUMER:PLAINTEXT,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=TESTS
            log.dirs=%7$s
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.abort.timed.out.transaction.cleanup.interval.ms=500
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            auto.create.topics.enable=false
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            """;

    private final Path folder;
    private final int controllerPort = JavaProcess.freePort();
    private final int testsPort = JavaProcess.freePort();
    private final int producerPort = JavaProcess.freePort();
    private final int consumerPort = JavaProcess.freePort();

    /** @param folder of its settings; its data is in {@code logs} below it */
    Broker(Path folder) {
        this.folder = folder;
    }

    /** The port of those who test, without a link. */
    int testsPort() {
        return testsPort;
    }

    int producerPort() {
        return producerPort;
    }

    int consumerPort() {
        return consumerPort;
    }

    /** Where its data is. */
    Path data() {
        return folder.resolve("logs");
    }

    /** The program; the data folder is laid at its first start. */
    Service service(Link producer, Link consumer) {
        return new Service("broker", () -> launch(producer, consumer), new BrokerProbe(testsPort));
    }

    private JavaProcess launch(Link producer, Link consumer) {
        try {
            Files.createDirectories(data());
            var settings = folder.resolve("server.properties");
            Files.writeString(
                    settings,
                    SETTINGS.formatted(
                            controllerPort,
                            testsPort,
                            producerPort,
                            consumerPort,
                            producer.port(),
                            consumer.port(),
                            data()));
            if (Files.notExists(data().resolve("meta.properties"))) {
                format(settings);
            }
            return program(256, "kafka.Kafka", settings.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay " + folder, e);
        }
    }

    private void format(Path settings) {
        var format = program(
                128,
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                settings.toString());
        if (!format.ended(FORMAT_TIMEOUT) || format.exitCode() != 0) {
            format.kill();
            throw new IllegalStateException("cannot lay the broker's data folder:\n" + format.output());
        }
    }

    private JavaProcess program(int heapMegabytes, String mainClass, String... arguments) {
        var command = new ArrayList<>(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=broker-logback.xml",
                "-cp",
                Programs.brokerClassPath(),
                mainClass));
        command.addAll(List.of(arguments));
        return JavaProcess.start("broker", command, Map.of(), folder);
    }
}
