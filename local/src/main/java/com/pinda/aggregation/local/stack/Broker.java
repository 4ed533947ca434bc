package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** One Kafka node that is broker and controller. */
record Broker(Site site) implements Part {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    private static final String SETTINGS = """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@%1$s
            controller.listener.names=CONTROLLER
            listeners=PLAINTEXT://%2$s,CONTROLLER://%1$s
            advertised.listeners=PLAINTEXT://%2$s
            log.dirs=%3$s
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            auto.create.topics.enable=false
            broker.session.timeout.ms=2000
            broker.heartbeat.interval.ms=500
            add.partitions.to.txn.retry.backoff.ms=1
            add.partitions.to.txn.retry.backoff.max.ms=1000
            """;

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.BROKER;
    }

    @Override
    public Launch prepare() throws IOException {
        var folder = Files.createDirectories(site.folder().of("kafka"));
        var settings = folder.resolve("server.properties");
        var logs = folder.resolve("logs");
        Files.writeString(
                settings, SETTINGS.formatted(site.address(Endpoint.CONTROLLER), site.address(Endpoint.BROKER), logs));
        if (Files.notExists(logs.resolve("meta.properties"))) {
            format(settings);
        }
        return program(384, List.of(), "kafka.Kafka", settings.toString());
    }

    @Override
    public Optional<String> problem() {
        if (!listens(site.ports().of(Endpoint.BROKER))) {
            return Optional.of("it does not listen on " + site.address(Endpoint.BROKER));
        }
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.address(Endpoint.BROKER),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000))) {
            var nodes = admin.describeCluster().nodes().get(3, TimeUnit.SECONDS);
            return nodes.isEmpty() ? Optional.of("it has no node yet") : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("it does not tell its nodes: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** Without the client, which would log each time that it cannot connect. */
    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) LONGEST_CONNECT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void format(Path settings) {
        site.run(
                name(),
                program(
                        128,
                        List.of("-XX:TieredStopAtLevel=1"),
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        settings.toString()));
    }

    private Launch program(int heapMegabytes, List<String> options, String mainClass, String... arguments) {
        var command = new ArrayList<>(options);
        command.add("-Dlogback.configurationFile=broker-logback.xml");
        command.add("-cp");
        command.add(site.home().jar("local").toString());
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return site.java(heapMegabytes, command, Map.of());
    }
}
