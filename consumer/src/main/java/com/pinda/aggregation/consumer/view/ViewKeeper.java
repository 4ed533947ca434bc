package com.pinda.aggregation.consumer.view;

import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Duration EXAMINE_EVERY = Duration.ofHours(1);

    private final Views views;
    private final ViewTable tables;
    private final ViewStates states;
    private final ViewProgress progress;
    private final ViewProperties properties;
    private final RefreshContainers containers;
    private final ViewFills fills;
    private final Plans plans;
    private final Clock clock;
    private final ViewHealth health;
    private final TaskScheduler scheduler;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    ViewKeeper(
            Views views,
            ViewTable tables,
            ViewStates states,
            ViewProgress progress,
            ViewProperties properties,
            RefreshContainers containers,
            ViewFills fills,
            Plans plans,
            Clock clock,
            ViewHealth health,
            TaskScheduler scheduler) {
        this.views = views;
        this.tables = tables;
        this.states = states;
        this.progress = progress;
        this.properties = properties;
        this.containers = containers;
        this.fills = fills;
        this.plans = plans;
        this.clock = clock;
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
            unused = scheduler.scheduleWithFixedDelay(
                    this::examine, clock.instant().plus(properties.retry()), EXAMINE_EVERY);
        }
    }

    private void round() {
        containers.revive();
        views.all().forEach(this::keep);
    }

    /** Copies grow, so what was fast may be slow later. */
    private void examine() {
        for (var view : views.all()) {
            try {
                if (kept.contains(view.name())) {
                    tables.fit(view);
                    var findings = plans.findings(view);
                    if (health.slow(view.name(), findings)) {
                        findings.forEach(finding -> log.warn("view is slow: view={} reason={}", view.name(), finding));
                    }
                }
            } catch (UnfitViewException | DataAccessException e) {
                log.warn("not looked at: view={} reason={}", view.name(), ViewHealth.reason(e));
            }
        }
    }

    /** Has made anew what failed, and what nobody told of; now and then, as that may be much. */
    private void repeat() {
        try {
            states.followUntold();
            for (var view : views.all()) {
                if (kept.contains(view.name()) && fills.tryParked(view)) {
                    // a row may be refused as it is wider than the table's columns, which the copies' were once
                    tables.fit(view);
                }
            }
        } catch (UnfitViewException | DataAccessException | TransactionException | KafkaException e) {
            log.warn("not tried again yet: reason={}", ViewHealth.reason(e));
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
