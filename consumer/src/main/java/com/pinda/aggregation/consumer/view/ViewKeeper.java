package com.pinda.aggregation.consumer.view;

import java.time.Duration;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
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

    private final Views views;
    private final ViewTable tables;
    private final ViewStates states;
    private final ViewProgress progress;
    private final ViewProperties properties;
    private final RefreshContainers containers;
    private final ViewFills fills;
    private final ViewHealth health;
    private final TaskScheduler scheduler;
    private final Set<String> kept = new HashSet<>();

    ViewKeeper(
            Views views,
            ViewTable tables,
            ViewStates states,
            ViewProgress progress,
            ViewProperties properties,
            RefreshContainers containers,
            ViewFills fills,
            ViewHealth health,
            TaskScheduler scheduler) {
        this.views = views;
        this.tables = tables;
        this.states = states;
        this.progress = progress;
        this.properties = properties;
        this.containers = containers;
        this.fills = fills;
        this.health = health;
        this.scheduler = scheduler;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var others = states.forgetOthers();
        if (!others.isEmpty()) {
            log.warn("not kept any more, their tables stay: views={}", others);
        }
        if (!views.all().isEmpty()) {
            var unused = scheduler.scheduleWithFixedDelay(this::round, LOOK);
            unused = scheduler.scheduleWithFixedDelay(this::repeat, properties.retry());
        }
    }

    private void round() {
        views.all().forEach(this::keep);
    }

    /** Has made anew what failed, and what nobody told of; now and then, as that may be much. */
    private void repeat() {
        try {
            states.followUntold();
            views.all().forEach(fills::tryParked);
        } catch (DataAccessException | TransactionException | KafkaException e) {
            log.debug("not tried again yet", e);
        }
    }

    private void keep(View view) {
        try {
            if (!kept.contains(view.name())) {
                begin(view);
            }
            if (kept.contains(view.name())) {
                fills.look(view);
                health.waiting(view.name(), null);
            }
        } catch (UnfitViewException
                | DataAccessException
                | TransactionException
                | KafkaException
                | IllegalStateException
                | NoSuchElementException e) {
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
        states.register(view, views.source(view));
        if (isNew && before.isPresent()) {
            states.askFill(view.name());
        }
        progress.addLocks(view.name(), Refresher.LOCKS);
        containers.start(view);
        kept.add(view.name());
    }
}
