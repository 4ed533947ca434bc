package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.CopyNames;
import com.pinda.aggregation.consumer.copy.EndlessRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Reads the refresh topics: each view by itself, so that one that fails holds up no other. */
@Component
final class RefreshContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RefreshContainers.class);

    private static final long STOP_SECONDS = 10;

    private static final Duration AUTH_RETRY = Duration.ofSeconds(10);

    /** The least of a record with a key. */
    private static final int RECORD_BYTES = 32;

    /** Of one fetch: keys are some ten bytes long, and a poll takes a few hundred. */
    private static final String FETCH_BYTES = "65536";

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final ViewProperties properties;
    private final RefreshTopics topics;
    private final CopyNames copies;
    private final JdbcTemplate jdbc;
    private final ViewProgress progress;
    private final ViewPublishing publishing;
    private final ParkedKeys parked;
    private final ViewHealth health;
    private final Clock clock;
    private final TransactionOperations transaction;
    private final Room room;

    /** Of builds that are not read: they go on while writers of those that are read wait for a swap. */
    private final Room otherRoom;

    private final Map<String, List<MessageListenerContainer>> containers = new HashMap<>();
    private boolean stopped;

    RefreshContainers(
            ConsumerFactory<byte[], byte[]> consumers,
            ViewProperties properties,
            RefreshTopics topics,
            CopyNames copies,
            JdbcTemplate jdbc,
            ViewProgress progress,
            ViewPublishing publishing,
            ParkedKeys parked,
            ViewHealth health,
            Clock clock,
            TransactionOperations transaction) {
        this.consumers = consumers;
        this.properties = properties;
        this.topics = topics;
        this.copies = copies;
        this.jdbc = jdbc;
        this.progress = progress;
        this.publishing = publishing;
        this.parked = parked;
        this.health = health;
        this.clock = clock;
        this.transaction = transaction;
        this.room = Room.of(properties.writers());
        this.otherRoom = Room.of(properties.writers());
    }

    /** Begins to keep a build whose table is there. */
    synchronized void start(Build build) {
        var view = build.view();
        var space = build.state() == BuildState.LIVE ? room : otherRoom;
        if (stopped) {
            return;
        }
        publishing.start(build);
        var refresher = new Refresher(
                view,
                jdbc,
                progress,
                published -> publishing.begin(view, published),
                parked,
                clock,
                space.writers().over(transaction));
        for (var lane : Lane.values()) {
            var container = container(view, lane, refresher, space.permits(lane));
            containers.computeIfAbsent(view.name(), name -> new ArrayList<>()).add(container);
            container.start();
        }
    }

    /** Starts those again that an error has ended. */
    synchronized void revive() {
        containers.values().stream()
                .flatMap(List::stream)
                .filter(container -> !container.isRunning())
                .forEach(container -> {
                    log.error("view's reader ended, started again: reader={}", container.getListenerId());
                    container.start();
                });
    }

    /** Keeps a build no more; what it is at goes on to its end, and harms nothing. */
    synchronized void end(String build) {
        var ended = containers.remove(build);
        if (ended != null) {
            ended.forEach(container -> container.stop(() -> log.debug("ended: build={}", build)));
        }
    }

    private MessageListenerContainer container(View view, Lane lane, Refresher refresher, Semaphore permits) {
        var settings = new ContainerProperties(topics.of(view.name(), lane).name());
        settings.setGroupId(lane.topic(copies.topics(), view.name()));
        settings.setMessageListener(new RefreshListener(view.name(), lane, refresher, permits));
        settings.setAuthExceptionRetryInterval(AUTH_RETRY);
        var batch = lane == Lane.FAST ? properties.batch() : properties.bulkBatch();
        var kafka = new Properties();
        kafka.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(batch));
        // the broker gathers keys for that long, or until there are enough for a batch
        kafka.setProperty(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                String.valueOf(properties.gather().toMillis()));
        kafka.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(batch * RECORD_BYTES));
        kafka.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.setKafkaConsumerProperties(kafka);
        var watcher = health.new Watcher(view.name());
        var container = new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setBeanName("view-" + view.name() + "-" + lane.id());
        container.setCommonErrorHandler(new EndlessRetry(watcher));
        container.setBatchInterceptor(watcher);
        return container;
    }

    @Override
    public void start() {
        // each when its view is ready
    }

    /** All at once: each ends its poll. */
    @Override
    public void stop() {
        List<MessageListenerContainer> running;
        synchronized (this) {
            stopped = true;
            running = containers.values().stream().flatMap(List::stream).toList();
            containers.clear();
        }
        var ended = new CountDownLatch(running.size());
        running.forEach(container -> container.stop(ended::countDown));
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("views still at work are left behind: containers={}", ended.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return !containers.isEmpty();
    }
}
