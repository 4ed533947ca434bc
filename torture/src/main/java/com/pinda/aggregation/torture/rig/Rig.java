package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Framing;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.Registry;
import com.pinda.aggregation.testkit.SqlServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Source, target, registry, broker, canal-server, producer and consumer, each a process of its own and each way between
 * two of them through a {@link Link}: {@code try (var rig = Rig.start(RigOptions.of("shop.orders"))) { … }}.
 */
public final class Rig implements AutoCloseable {

    /** Database of the copies. */
    public static final String TARGET = "pd_aggregation";

    /** Consumer group of the copies. */
    public static final String COPY_GROUP = "tms-copy";

    /** The rig's own table, captured and copied like the others. */
    public static final String MARK = Quiet.NAME;

    private final Folder folder;
    private final RigOptions options;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final SqlServer source;
    private final Database target;
    private final Service registry;
    private final Service broker;
    private final Service canal;
    private final Service producer;
    private final Service consumer;
    private final Service spareProducer;
    private final Service spareConsumer;
    private final Broker node;
    private final Services services;
    private final Optional<SmallDisk> disk;
    private final int registryPort = JavaProcess.freePort();
    private final Map<Way, Link> links = new EnumMap<>(Way.class);

    private Rig(RigOptions options, Folder folder) {
        this.options = options;
        this.folder = folder;
        try {
            node = new Broker(folder.of("broker"));
            var registryFolder = folder.of("registry");
            registry = started(new Service(
                    "registry",
                    () -> Registry.launchIn(registryFolder, registryPort),
                    new HttpProbe(Registry.health(registryPort))));
            link(Way.PRODUCER_REGISTRY, registryPort, Framing.NONE);
            link(Way.CONSUMER_REGISTRY, registryPort, Framing.NONE);
            broker = started(node.service(
                    link(Way.PRODUCER_KAFKA, node.producerPort(), Framing.LENGTH),
                    link(Way.CONSUMER_KAFKA, node.consumerPort(), Framing.LENGTH)));
            var up = CompletableFuture.allOf(
                    CompletableFuture.runAsync(registry::start), CompletableFuture.runAsync(broker::start));
            source = started(options.source()
                    .start(folder.of("source"), options.sourceOptions().toArray(String[]::new)));
            target = started(Database.startIn(folder.of("target"), "--server-id=2"));
            createDatabases();
            services = new Services(options, folder, links);
            disk = options.smallDisk() ? SmallDisk.at(services.canalData()) : Optional.empty();
            disk.ifPresent(this::started);
            canal = started(services.canal(link(Way.CANAL_SOURCE, source.port(), Framing.MYSQL)));
            link(Way.PRODUCER_CANAL, services.canalPort(), Framing.LENGTH);
            link(Way.PRODUCER_STATUS, services.canalHttpPort(), Framing.NONE);
            link(Way.CONSUMER_TARGET, target.port(), Framing.MYSQL);
            producer = started(services.producer("producer"));
            spareProducer = started(services.producer("producer-2"));
            consumer = started(services.consumer("consumer"));
            spareConsumer = started(services.consumer("consumer-2"));
            canal.start();
            up.join();
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(producer::start), CompletableFuture.runAsync(consumer::start))
                    .join();
        } catch (CompletionException e) {
            close();
            throw new IllegalStateException("the rig did not come up", e.getCause());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything but the spares and waits until all are up.
     *
     * @throws IllegalStateException with the output of the one that did not come up; what was started is stopped
     */
    public static Rig start(RigOptions options) {
        return new Rig(options, Folder.of(options.folder()));
    }

    private void createDatabases() {
        options.tables().stream()
                .map(table -> table.substring(0, table.indexOf('.')))
                .distinct()
                .forEach(database -> source.execute("CREATE DATABASE " + database));
        source.execute("CREATE DATABASE " + Quiet.DATABASE, Quiet.TABLE);
        target.execute("CREATE DATABASE " + TARGET);
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private Link link(Way way, int port, Framing framing) {
        var link = started(Link.to(port, framing));
        links.put(way, link);
        return link;
    }

    public SqlServer source() {
        return source;
    }

    public Database target() {
        return target;
    }

    public Service registry() {
        return registry;
    }

    public Service broker() {
        return broker;
    }

    public Service canal() {
        return canal;
    }

    public Service producer() {
        return producer;
    }

    /** A second producer of the same destination; not started. */
    public Service spareProducer() {
        return spareProducer;
    }

    public Service consumer() {
        return consumer;
    }

    /** A second consumer of the same groups; not started. */
    public Service spareConsumer() {
        return spareConsumer;
    }

    /** Settings that canal-server gets when it is started next, as environment variables. */
    public Map<String, String> canalSettings() {
        return services.canalSettings();
    }

    /** Settings that the producers get when they are started next. */
    public Map<String, String> producerSettings() {
        return services.producerSettings();
    }

    /** Settings that the consumers get when they are started next. */
    public Map<String, String> consumerSettings() {
        return services.consumerSettings();
    }

    public Link link(Way way) {
        var link = links.get(way);
        if (link == null) {
            throw new IllegalArgumentException("no link " + way);
        }
        return link;
    }

    /** {@code bootstrap.servers} for those who test, past all links. */
    public String bootstrapServers() {
        return "127.0.0.1:" + node.testsPort();
    }

    /** Base address of the registry's Confluent API for those who test, past all links. */
    public URI registryUrl() {
        return Registry.url(registryPort);
    }

    /** canal-server's page {@code /status}, past all links. */
    public URI canalStatus() {
        return URI.create("http://127.0.0.1:" + services.canalHttpPort() + "/status");
    }

    /** Where all data is. */
    public Path folder() {
        return folder.path();
    }

    /** canal-server's data folder. */
    public Path canalData() {
        return services.canalData();
    }

    /** canal-server's data folder where it is a small disk of its own; empty where none could be mounted. */
    public Optional<Path> smallDisk() {
        return disk.map(SmallDisk::path);
    }

    /** The broker's data folder. */
    public Path brokerData() {
        return node.data();
    }

    /** Tables that are captured and copied, but the rig's own. */
    public List<String> tables() {
        return options.tables();
    }

    /** Whether the consumers keep views. */
    public boolean keepsViews() {
        return options.consumer().containsKey("cdc.view.locations");
    }

    /** All links are whole again, what is frozen goes on, what has ended runs again; does not wait until it is up. */
    public void heal() {
        links.values().forEach(Link::heal);
        for (var service : programs()) {
            service.thaw();
            service.launch();
        }
        spareProducer.close();
        spareConsumer.close();
    }

    /**
     * Waits until all that was committed is published and applied, and in the views. Nobody may write to the source
     * meanwhile.
     *
     * @param longest how long nothing may get further; in all it may take five times as long
     * @throws IllegalStateException with what is lacking, the health of all parts and where our programs stand, where
     *     it does not come in time
     */
    public void awaitQuiet(Duration longest) {
        new Quiet(this).await(longest);
    }

    /** Services that should run and do not. */
    public List<Service> ended() {
        return programs().stream().filter(service -> !service.isRunning()).toList();
    }

    private List<Service> programs() {
        return List.of(registry, broker, canal, producer, consumer);
    }

    /** What every part says of itself. */
    public String health() {
        return programs().stream()
                .map(service -> service.name() + (service.isRunning() ? "" : " (ended)") + ": "
                        + service.health().text())
                .collect(Collectors.joining("\n"));
    }

    /** What the project's own programs printed last, and where they stand. */
    String standing() {
        return Stream.of(canal, producer, consumer).map(Service::standing).collect(Collectors.joining("\n"));
    }

    /** Stops everything, the last started first, and deletes all data. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot stop a part", e);
            }
        }
        if (!options.keepsData()) {
            folder.close();
        }
    }
}
