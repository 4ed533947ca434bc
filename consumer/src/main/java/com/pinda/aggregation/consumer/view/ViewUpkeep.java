package com.pinda.aggregation.consumer.view;

import java.time.Clock;
import java.time.Duration;
import java.util.TreeSet;
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
 * Has made anew what failed or what nobody told of, and looks whether views are slow; now and then, as it may be much.
 */
@Component
final class ViewUpkeep {

    private static final Logger log = LoggerFactory.getLogger(ViewUpkeep.class);

    private static final Duration EXAMINE_EVERY = Duration.ofHours(1);

    /** Tables grow by some ten thousand rows meanwhile. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(2);

    private final Builds builds;
    private final ViewTable tables;
    private final ViewStates states;
    private final ViewProperties properties;
    private final ViewFills fills;
    private final Plans plans;
    private final Statistics statistics;
    private final NamedLock lock;
    private final Clock clock;
    private final ViewHealth health;
    private final TaskScheduler scheduler;

    ViewUpkeep(
            Builds builds,
            ViewTable tables,
            ViewStates states,
            ViewProperties properties,
            ViewFills fills,
            Plans plans,
            Statistics statistics,
            NamedLock lock,
            Clock clock,
            ViewHealth health,
            TaskScheduler scheduler) {
        this.builds = builds;
        this.tables = tables;
        this.states = states;
        this.properties = properties;
        this.fills = fills;
        this.plans = plans;
        this.statistics = statistics;
        this.lock = lock;
        this.clock = clock;
        this.health = health;
        this.scheduler = scheduler;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var unused = scheduler.scheduleWithFixedDelay(this::repeat, properties.retry());
        unused = scheduler.scheduleWithFixedDelay(
                this::examine, clock.instant().plus(properties.retry()), EXAMINE_EVERY);
        unused = scheduler.scheduleWithFixedDelay(this::count, COUNT_EVERY);
    }

    /** Of copies that several views read each once. */
    private void count() {
        try {
            var there = new TreeSet<String>();
            for (var build : builds.all()) {
                if (tables.isThere(build) && tables.missing(build.view()).isEmpty()) {
                    there.addAll(build.view().select().tables());
                    there.add(build.table());
                }
            }
            statistics.look(there);
        } catch (DataAccessException e) {
            log.debug("rows not counted", e);
        }
    }

    /** Copies grow, so what was fast may be slow later. */
    private void examine() {
        try {
            lock.with(() -> builds.all().forEach(this::examine));
        } catch (DataAccessException | TransactionException e) {
            log.warn("views not looked at: reason={}", ViewHealth.reason(e));
        }
    }

    private void examine(Build build) {
        var name = build.view().name();
        try {
            if (tables.isThere(build)) {
                tables.fit(build);
                var findings = plans.findings(build.view());
                if (health.slow(name, findings)) {
                    findings.forEach(finding -> log.warn("view is slow: view={} reason={}", name, finding));
                }
            }
        } catch (UnfitViewException | DataAccessException e) {
            log.warn("not looked at: view={} reason={}", name, ViewHealth.reason(e));
        }
    }

    private void repeat() {
        try {
            states.followUntold();
            for (var build : builds.all()) {
                if (fills.tryParked(build.view()) && tables.isThere(build)) {
                    // a row may be refused as it is wider than the table's columns, which the copies' were once
                    lock.with(() -> fitAgain(build.view().name()));
                }
            }
        } catch (UnfitViewException | DataAccessException | TransactionException | KafkaException e) {
            log.warn("not tried again yet: reason={}", ViewHealth.reason(e));
        }
    }

    private void fitAgain(String name) {
        builds.of(name).filter(tables::isThere).ifPresent(tables::fit);
    }
}
