package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.query.FeedProperties;
import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.access.Masking;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One reader for each view that somebody is told of, and who that is. */
@Component
class Feeds implements SmartLifecycle {

    private static final String NOT_CONFIGURED = "feed-not-configured";
    private static final String UNAVAILABLE = "feed-unavailable";
    private static final String FULL = "feed-full";

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final FeedProperties properties;
    private final TopicNames names;
    private final SchemaRegistry registry;
    private final Masking masking;
    private final Clock clock;
    private final Semaphore subscribers;
    private final Semaphore catchUps;
    private final Map<String, Feed> feeds = new HashMap<>();
    private volatile boolean running;

    Feeds(
            ConsumerFactory<byte[], byte[]> consumers,
            QueryProperties properties,
            SslBundles bundles,
            Masking masking,
            Clock clock) {
        this.consumers = consumers;
        this.properties = properties.feed();
        this.names = new TopicNames(this.properties.topicPrefix());
        var bundle = this.properties.registrySslBundle();
        this.registry = bundle.isBlank()
                ? new SchemaRegistry(this.properties.registryUrl())
                : new SchemaRegistry(
                        this.properties.registryUrl(), bundles.getBundle(bundle).createSslContext());
        this.masking = masking;
        this.clock = clock;
        this.subscribers = new Semaphore(this.properties.maxSubscribers());
        this.catchUps = new Semaphore(this.properties.catchUps());
    }

    /**
     * Tells a caller of a view's changes from now on, or from where it was.
     *
     * @param lastEventId null at the first time
     * @param filter which, as the columns of its rows and its key tell
     * @throws FeedUnavailableException where that is not possible now
     */
    SseEmitter subscribe(String view, @Nullable String lastEventId, Function<Columns, EventFilter> filter) {
        if (!isConfigured()) {
            throw new FeedUnavailableException(NOT_CONFIGURED, "this service is not told of changes; ask for the list");
        }
        if (!subscribers.tryAcquire()) {
            throw new FeedUnavailableException(FULL, "too many callers are told of changes already; try again later");
        }
        var started = false;
        try {
            var subscription = subscription(view, lastEventId, filter);
            started = true;
            var thread = new Thread(subscription.work(), "events-" + view);
            thread.setDaemon(true);
            thread.start();
            return subscription.answer();
        } catch (KafkaException | RegistryException e) {
            throw new FeedUnavailableException(UNAVAILABLE, "changes cannot be read now; try again", e);
        } finally {
            if (!started) {
                subscribers.release();
            }
        }
    }

    private record Started(SseEmitter answer, Subscription work) {}

    private Started subscription(String view, @Nullable String lastEventId, Function<Columns, EventFilter> filter) {
        var topic = names.table(new TableId("view", view));
        var wanted = filter.apply(columns(topic));
        var feed = feed(topic);
        var position = Optional.ofNullable(lastEventId)
                .filter(id -> !id.isBlank())
                .map(id -> Offsets.parse(id).orElse(new Offsets(Map.of())));
        Optional<CatchUp> catchUp =
                position.isEmpty() || feed.has(position.get()) ? Optional.empty() : Optional.of(catchUp(topic));
        var answer = new SseEmitter(0L);
        var work = new Subscription(
                feed,
                position.orElseGet(feed::end),
                catchUp,
                wanted,
                new EventJson(masking.of(view)),
                answer,
                properties.queued(),
                properties.heartbeat(),
                subscribers::release);
        answer.onCompletion(work::end);
        answer.onTimeout(work::end);
        answer.onError(failure -> work.end());
        return new Started(answer, work);
    }

    private boolean isConfigured() {
        var brokers = consumers.getConfigurationProperties().get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
        return brokers instanceof Collection<?> list
                ? list.stream().anyMatch(each -> !each.toString().isBlank())
                : brokers != null && !brokers.toString().isBlank();
    }

    private Columns columns(String topic) {
        var key = registry.latest(topic + "-key");
        var envelope = registry.latest(topic + "-value");
        if (key.isEmpty() || envelope.isEmpty()) {
            throw new FeedUnavailableException(UNAVAILABLE, "no change was published yet; try again later");
        }
        Schema row = envelope.get().getField("after").schema().getTypes().get(1);
        return new Columns(key.get(), row);
    }

    private synchronized Feed feed(String topic) {
        if (!running) {
            throw new FeedUnavailableException(UNAVAILABLE, "the service is about to end; try again");
        }
        var known = feeds.get(topic);
        if (known != null && !known.isEnded()) {
            return known;
        }
        var kafka = consumers.createConsumer();
        try {
            var partitions = kafka.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new FeedUnavailableException(UNAVAILABLE, "there is no topic of the view; try again later");
            }
            kafka.assign(partitions);
            var end = new TreeMap<Integer, Long>();
            kafka.endOffsets(partitions).forEach((partition, offset) -> end.put(partition.partition(), offset));
            partitions.forEach(partition -> kafka.seek(partition, end.getOrDefault(partition.partition(), 0L)));
            var feed = new Feed(topic, kafka, new Offsets(end), new EventReader(registry), properties.recent());
            feed.start();
            feeds.put(topic, feed);
            return feed;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    private CatchUp catchUp(String topic) {
        if (!catchUps.tryAcquire()) {
            throw new FeedUnavailableException(FULL, "too many callers catch up already; try again soon");
        }
        try {
            return new CatchUp(
                    topic,
                    consumers.createConsumer(),
                    new EventReader(registry),
                    properties.history(),
                    clock,
                    catchUps::release);
        } catch (RuntimeException e) {
            catchUps.release();
            throw e;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for answers to end: these would not. */
    @Override
    public synchronized void stop() {
        running = false;
        feeds.values().forEach(Feed::close);
        feeds.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
