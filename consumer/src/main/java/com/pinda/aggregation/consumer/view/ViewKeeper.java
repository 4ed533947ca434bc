package com.pinda.aggregation.consumer.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Has each build of a view kept: once the copies that it reads are there its table is made, its topics are read, and
 * all its keys are put there. What does not work is tried again, each by itself.
 */
@Component
final class ViewKeeper {

    private static final Logger log = LoggerFactory.getLogger(ViewKeeper.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Membership membership;
    private final ViewTable tables;
    private final ViewStates states;
    private final NamedLock lock;
    private final RefreshContainers containers;
    private final ViewFills fills;
    private final Rebuilds rebuilds;
    private final ViewHealth health;
    private final TaskScheduler scheduler;
    private final Map<String, View> kept = new HashMap<>();

    ViewKeeper(
            Membership membership,
            ViewTable tables,
            ViewStates states,
            NamedLock lock,
            RefreshContainers containers,
            ViewFills fills,
            Rebuilds rebuilds,
            ViewHealth health,
            TaskScheduler scheduler) {
        this.membership = membership;
        this.tables = tables;
        this.states = states;
        this.lock = lock;
        this.containers = containers;
        this.fills = fills;
        this.rebuilds = rebuilds;
        this.health = health;
        this.scheduler = scheduler;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var unused = scheduler.scheduleWithFixedDelay(this::round, LOOK);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        try {
            membership.end();
        } catch (DataAccessException e) {
            log.debug("not said that it ends", e);
        }
    }

    private void round() {
        List<Build> builds;
        try {
            builds = membership.look();
        } catch (DataAccessException | TransactionException e) {
            log.debug("builds not read", e);
            return;
        }
        containers.revive();
        endOthers(builds);
        builds.forEach(this::keep);
        rebuilds.look(builds);
    }

    private void endOthers(List<Build> builds) {
        var views = builds.stream().map(Build::view).toList();
        for (var view : List.copyOf(kept.values())) {
            if (!views.contains(view)) {
                containers.end(view.name());
                kept.remove(view.name());
                health.waiting(view.name(), null);
            }
        }
    }

    private void keep(Build build) {
        var name = build.view().name();
        try {
            if (!kept.containsKey(name)) {
                begin(build);
            }
            if (kept.containsKey(name)) {
                fills.look(build);
                health.waiting(name, null);
            }
        } catch (UnfitViewException
                | DataAccessException
                | TransactionException
                | KafkaException
                | IllegalStateException
                | NoSuchElementException e) {
            if (health.waiting(name, ViewHealth.reason(e))) {
                log.error("view not kept, tried again: view={} reason={}", name, ViewHealth.reason(e));
            }
        }
    }

    private void begin(Build build) {
        var view = build.view();
        var missing = tables.missing(view);
        if (!missing.isEmpty()) {
            if (health.waiting(view.name(), "waiting for copies: " + String.join(", ", missing))) {
                log.info("view waits: view={} copies={}", view.name(), missing);
            }
            return;
        }
        lock.with(() -> {
            // a table may have another name for now, and may have been swapped since the build was read
            rebuilds.mend();
            if (membership.look().contains(build)) {
                fit(build);
                containers.start(build);
                kept.put(view.name(), view);
            }
        });
    }

    private void fit(Build build) {
        if (build.state() == BuildState.NEXT && !tables.isOf(build.table(), build)) {
            tables.drop(build.table());
        }
        var isNew = !tables.isThere(build);
        tables.fit(build);
        if (isNew && states.of(build.view().name()).orElseThrow().put() > 0) {
            states.askFill(build.view().name());
        }
    }
}
