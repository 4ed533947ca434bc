package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.CopyNames;
import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.view.topic.PublishedView;
import com.pinda.aggregation.consumer.view.topic.UnpublishedKeys;
import com.pinda.aggregation.consumer.view.topic.ViewPublisher;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Has views be published: all of their rows once their topic is new, and those again of which nobody knows whether they
 * were. Both by putting their keys into the refresh topics.
 */
@Component
final class ViewPublishing implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ViewPublishing.class);

    private final ViewProperties properties;
    private final Builds builds;
    private final ViewTable tables;
    private final RefreshSender sender;
    private final ViewProgress progress;
    private final Queries queries;
    private final ViewHealth health;
    private final TaskScheduler scheduler;
    private final ViewPublisher publisher;
    private final Map<String, View> views = new ConcurrentHashMap<>();

    ViewPublishing(
            ViewProperties properties,
            Builds builds,
            ViewTable tables,
            CopyNames copies,
            KafkaAdmin admin,
            ProducerFactory<Object, Object> producers,
            SchemaRegistry registry,
            JdbcTemplate jdbc,
            Clock clock,
            RefreshSender sender,
            ViewProgress progress,
            Queries queries,
            ViewHealth health,
            TaskScheduler scheduler) {
        this.properties = properties;
        this.builds = builds;
        this.tables = tables;
        this.sender = sender;
        this.progress = progress;
        this.queries = queries;
        this.health = health;
        this.scheduler = scheduler;
        this.publisher = new ViewPublisher(
                properties.topicPartitions(),
                copies.topics(),
                admin.getConfigurationProperties(),
                producers,
                registry,
                jdbc,
                clock);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (properties.publish()) {
            var unused = scheduler.scheduleWithFixedDelay(this::look, properties.retry());
        }
    }

    /** Has a view be published whose rows nobody makes anew yet. */
    void start(Build build) {
        var view = build.view();
        if (!properties.publish()) {
            return;
        }
        if (build.state() == BuildState.LIVE && prepare(view) && isEmpty(view)) {
            publisher.hasRows(published(view));
        }
        views.put(view.name(), view);
    }

    private boolean isEmpty(View view) {
        var count = new AtomicLong();
        queries.stream("SELECT 1 FROM " + Sql.name(view.of()) + " LIMIT 1", row -> count.incrementAndGet());
        return count.get() == 0;
    }

    /**
     * Begins to publish what becomes of a batch of keys.
     *
     * @param published those whose rows are published even if they are as they were
     */
    RowChanges begin(View view, Set<ViewKey> published) {
        return new RowChanges(
                properties.publish() ? Optional.of(publisher.begin(published(view))) : Optional.empty(), published);
    }

    private static PublishedView published(View view) {
        return new PublishedView(
                view.name(),
                view.of(),
                view.of(),
                view.select().columns(),
                view.definition().key(),
                view.definition().json(),
                view.select().origins());
    }

    private boolean prepare(View view) {
        try {
            publisher.prepare(published(view));
            if (health.unpublished(view.name(), null)) {
                log.info("view is published: view={}", view.name());
            }
            return true;
        } catch (RegistryException e) {
            say(view, e.reason());
        } catch (KafkaException | DataAccessException | IllegalArgumentException e) {
            say(view, ViewHealth.reason(e));
        }
        return false;
    }

    private void say(View view, String reason) {
        if (health.unpublished(view.name(), reason)) {
            log.error("view not published, tried again, its keys are kept: view={} reason={}", view.name(), reason);
        }
    }

    /** Only what readers read is published; what is in its stead some day is then published whole. */
    private void look() {
        try {
            for (var build : builds.all()) {
                var view = build.view();
                if (build.state() == BuildState.LIVE && view.equals(views.get(view.name()))) {
                    look(view);
                }
            }
        } catch (DataAccessException e) {
            log.debug("builds not read", e);
        }
    }

    private void look(View view) {
        if (!prepare(view)) {
            return;
        }
        try {
            if (publisher.lacksRows(published(view))) {
                putAll(view);
            }
            publisher.unpublished(published(view)).forEach(keys -> put(view, keys));
        } catch (KafkaException | DataAccessException e) {
            log.warn("not published yet: view={} reason={}", view.name(), ViewHealth.reason(e));
        }
    }

    private void putAll(View view) {
        var count = new AtomicLong();
        var sending = sender.begin();
        put(view, view.of(), sending, count);
        var old = BuildState.OLD.table(view.of());
        if (tables.hasColumns(old, view.definition().key())) {
            // rows that the definition of before had, and this one has not, are gone
            put(view, old, sending, count);
        }
        progress.ends(sending.end());
        publisher.hasRows(published(view));
        log.info("all rows are published: view={} keys={}", view.name(), count);
    }

    private void put(View view, String table, RefreshSender.Sending sending, AtomicLong count) {
        queries.keys(view.keysIn(table), view.definition().key().size(), each -> {
            sending.sendToPublish(view.name(), Lane.BULK, each);
            count.incrementAndGet();
        });
    }

    private void put(View view, UnpublishedKeys keys) {
        var sending = sender.begin();
        keys.keys().forEach(key -> sending.sendToPublish(view.name(), Lane.FAST, new ViewKey(key)));
        progress.ends(sending.end());
        publisher.forget(keys);
        log.info("published again: view={} keys={}", view.name(), keys.keys().size());
    }

    /** Where tests look at what it does. */
    ViewPublisher publisher() {
        return publisher;
    }

    @Override
    public void destroy() {
        publisher.destroy();
    }
}
