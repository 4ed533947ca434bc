package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.CopyNames;
import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.view.graph.FollowedSelect;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Has each view kept: once the copies that it reads are there its table is made, its topics are read, and all its keys
 * are put there. What does not work is tried again, each view by itself.
 */
@Component
final class ViewKeeper {

    private static final Logger log = LoggerFactory.getLogger(ViewKeeper.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int PARKED_AT_ONCE = 10_000;

    private final Views views;
    private final ViewTable tables;
    private final ViewStates states;
    private final ViewProgress progress;
    private final ViewProperties properties;
    private final RefreshContainers containers;
    private final RefreshSender sender;
    private final ParkedKeys parked;
    private final Queries queries;
    private final CopyNames copies;
    private final ViewHealth health;
    private final Clock clock;
    private final TaskScheduler scheduler;
    private final Set<String> kept = new HashSet<>();

    ViewKeeper(
            Views views,
            ViewTable tables,
            ViewStates states,
            ViewProgress progress,
            ViewProperties properties,
            RefreshContainers containers,
            RefreshSender sender,
            ParkedKeys parked,
            Queries queries,
            CopyNames copies,
            ViewHealth health,
            Clock clock,
            TaskScheduler scheduler) {
        this.views = views;
        this.tables = tables;
        this.states = states;
        this.progress = progress;
        this.properties = properties;
        this.containers = containers;
        this.sender = sender;
        this.parked = parked;
        this.queries = queries;
        this.copies = copies;
        this.health = health;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (!views.all().isEmpty()) {
            var unused = scheduler.scheduleWithFixedDelay(this::round, LOOK);
            unused = scheduler.scheduleWithFixedDelay(this::tryParked, properties.retry());
        }
    }

    private void round() {
        try {
            states.followUntold();
        } catch (DataAccessException | TransactionException e) {
            log.debug("database is away, looked at again soon", e);
            return;
        }
        views.all().forEach(this::keep);
    }

    private void keep(View view) {
        try {
            if (!kept.contains(view.name())) {
                begin(view);
            }
            if (kept.contains(view.name())) {
                fill(view);
                health.waiting(view.name(), null);
            }
        } catch (UnfitViewException
                | DataAccessException
                | TransactionException
                | KafkaException
                | IllegalStateException e) {
            if (health.waiting(view.name(), ViewHealth.reason(e))) {
                log.error("view not kept, tried again: view={} reason={}", view.name(), ViewHealth.reason(e));
            }
        }
    }

    private void begin(View view) {
        var missing = tables.missing(view);
        if (!missing.isEmpty()) {
            if (health.waiting(view.name(), "waiting for copies: " + String.join(", ", missing))) {
                log.info("view waits: view={} copies={}", view.name(), missing);
            }
            return;
        }
        var before = states.of(view.name());
        if (tables.isThere(view)
                && before.isPresent()
                && !before.get().select().equals(view.select().sql())) {
            throw new UnfitViewException(
                    "its definition changed; drop the table " + view.name() + ", it is made anew and filled");
        }
        var isNew = !tables.isThere(view);
        tables.fit(view);
        states.register(view, source(view));
        if (isNew && before.isPresent()) {
            states.askFill(Set.of(view));
        }
        progress.addLocks(view.name(), properties.partitions());
        containers.start(view);
        kept.add(view.name());
    }

    private String source(View view) {
        return view.select().over(copyName -> {
            var source = copies.source(copyName).orElseThrow();
            return new FollowedSelect.Elsewhere(source.database(), source.table());
        });
    }

    /** Puts all keys into the topic, where that was asked for: those that rows can have, and those that are there. */
    private void fill(View view) {
        var state = states.of(view.name()).orElseThrow();
        if (state.put() < state.asked()) {
            var count = new AtomicLong();
            var sending = sender.begin();
            view.select().keyQueries().forEach(sql -> send(view, sql, sending, count));
            send(view, stored(view), sending, count);
            progress.ends(sending.end());
            states.put(view.name(), state.asked());
            log.info("view is being filled: view={} keys={}", view.name(), count);
        }
        if (!state.filled() && states.filled(view.name(), clock.millis())) {
            log.info("view is filled: view={}", view.name());
        }
    }

    private void send(View view, String sql, RefreshSender.Sending sending, AtomicLong count) {
        queries.keys(sql, view.definition().key().size(), key -> {
            sending.send(view.name(), Lane.BULK, key);
            count.incrementAndGet();
        });
    }

    private static String stored(View view) {
        return "SELECT "
                + String.join(
                        ", ", view.definition().key().stream().map(Sql::name).toList())
                + " FROM " + Sql.name(view.name());
    }

    private void tryParked() {
        try {
            for (var view : views.all()) {
                var sending = sender.begin();
                parked.of(view.name(), PARKED_AT_ONCE).forEach(key -> sending.send(view.name(), Lane.BULK, key));
                progress.ends(sending.end());
            }
        } catch (DataAccessException | TransactionException | KafkaException e) {
            log.debug("parked keys not tried, tried again", e);
        }
    }
}
