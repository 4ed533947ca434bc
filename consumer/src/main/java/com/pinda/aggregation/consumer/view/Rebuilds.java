package com.pinda.aggregation.consumer.view;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes a build that is to be read through its steps: it is filled, compared with its SELECT, and swapped with the one
 * that is read, together with those that were begun with it. The one that was read is kept a while, and dropped.
 */
@Component
final class Rebuilds {

    private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    /** How long rows that differ may take until they are made anew. */
    private static final Duration CATCH_UP = Duration.ofMinutes(1);

    private static final int SHOWN = 5;

    private final Builds builds;
    private final ViewTable tables;
    private final ViewStates states;
    private final ViewProgress progress;
    private final RowComparison comparison;
    private final TableSwap swap;
    private final NamedLock lock;
    private final ViewProperties properties;
    private final ViewHealth health;
    private final Clock clock;
    private final Map<String, FillRate> rates = new HashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "view-rebuild");
        thread.setDaemon(true);
        return thread;
    });

    Rebuilds(
            Builds builds,
            ViewTable tables,
            ViewStates states,
            ViewProgress progress,
            RowComparison comparison,
            TableSwap swap,
            NamedLock lock,
            ViewProperties properties,
            ViewHealth health,
            Clock clock) {
        this.builds = builds;
        this.tables = tables;
        this.states = states;
        this.progress = progress;
        this.comparison = comparison;
        this.swap = swap;
        this.lock = lock;
        this.properties = properties;
        this.health = health;
        this.clock = clock;
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        worker.shutdownNow();
    }

    /** Goes on where something is to be done, on a thread of its own. */
    void look(List<Build> present) {
        present.stream().filter(build -> build.state() == BuildState.NEXT).forEach(this::tell);
        var isIdle = present.stream()
                .allMatch(build ->
                        build.state() == BuildState.LIVE && build.wish().isEmpty());
        if (!isIdle && busy.compareAndSet(false, true)) {
            worker.execute(() -> {
                try {
                    lock.with(this::step);
                } catch (DataAccessException
                        | TransactionException
                        | KafkaException
                        | UnfitViewException
                        | IllegalStateException e) {
                    log.warn("rebuild goes on later: reason={}", ViewHealth.reason(e));
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** Ends a swap that a consumer that died began; for whoever has the lock of views. */
    void mend() {
        swap.mend(builds.all());
    }

    private void step() {
        mend();
        var present = builds.all();
        for (var build : present) {
            if (build.state() == BuildState.LIVE && !build.wish().isEmpty()) {
                grant(build, present);
            }
            if (build.state() == BuildState.OLD && build.oldUntilMs() < clock.millis()) {
                drop(build);
            }
        }
        var next = builds.all().stream()
                .filter(build -> build.state() == BuildState.NEXT)
                .collect(Collectors.groupingBy(Build::begun));
        next.values().forEach(this::advance);
    }

    private void drop(Build build) {
        builds.end(build);
        tables.drop(build.table());
        log.info("view of before dropped: view={}", build.view().of());
    }

    private void grant(Build live, List<Build> present) {
        var other = present.stream()
                .filter(build -> build.view().name().equals(live.view().other().name()))
                .findFirst();
        switch (live.wish()) {
            case "rebuild" -> rebuild(live, other);
            case "rollback" -> rollBack(live, other);
            case "drop" -> {
                other.ifPresent(this::drop);
                builds.granted(live);
            }
            case "swap" ->
                log.debug("swapped once it can be: view={}", live.view().of());
            default -> {
                log.error(
                        "unknown wish, known are rebuild, swap, rollback, drop: view={} wish={}",
                        live.view().of(),
                        live.wish());
                builds.granted(live);
            }
        }
    }

    private void rebuild(Build live, Optional<Build> other) {
        if (other.filter(build -> build.state() == BuildState.OLD).isPresent()) {
            drop(other.orElseThrow());
        }
        if (!builds.rebuild(live)) {
            log.info("it is being built already: view={}", live.view().of());
        }
        builds.granted(live);
    }

    private void rollBack(Build live, Optional<Build> other) {
        var old = other.filter(build -> build.state() == BuildState.OLD);
        if (old.isEmpty()) {
            log.error(
                    "nothing to roll back to, the view of before is not kept any more: view={}",
                    live.view().of());
            builds.granted(live);
        } else {
            swap.swap(List.of(new TableSwap.Pair(live, old.get())));
        }
    }

    private void advance(List<Build> group) {
        var isReady = true;
        for (var build : group) {
            isReady &= build.filled() && (build.compared() || compare(build));
        }
        var present = builds.all();
        var pairs = group.stream()
                .flatMap(next -> present.stream()
                        .filter(build -> build.state() == BuildState.LIVE
                                && build.view().of().equals(next.view().of()))
                        .map(live -> new TableSwap.Pair(live, next)))
                .toList();
        var isWished = properties.swap() == ViewProperties.Swap.AUTO
                || pairs.stream().anyMatch(pair -> pair.live().wish().equals("swap"));
        if (isReady && isWished && pairs.size() == group.size() && swap.swap(pairs)) {
            group.forEach(build -> {
                rates.remove(build.view().name());
                health.building(build.view().of(), null);
            });
        }
    }

    /** What differs is looked at again once all is refreshed that is asked for by then. */
    private boolean compare(Build build) {
        var name = build.view().name();
        if (!tables.isThere(build)) {
            return false;
        }
        var parked = progress.parked(name);
        if (parked > 0) {
            fail(build, parked + " rows cannot be made or written, see _view_parked");
            return false;
        }
        health.building(build.view().of(), "being compared with its SELECT");
        var differing = comparison.differing(build);
        if (!differing.isEmpty() && differing.size() < RowComparison.MOST) {
            awaitRefreshes(name);
            differing = comparison.differing(build, differing);
        }
        if (!differing.isEmpty()) {
            fail(build, differing.size() + " rows differ from its SELECT, as of " + shown(differing));
            states.askFill(name);
            return false;
        }
        builds.compared(build, clock.millis());
        health.building(build.view().of(), "ready to be swapped");
        log.info(
                "view equals its SELECT, ready to be swapped: view={} build={}",
                build.view().of(),
                name);
        return true;
    }

    private static String shown(Set<ViewKey> keys) {
        return keys.stream().limit(SHOWN).map(ViewKey::json).collect(Collectors.joining(", "));
    }

    private void fail(Build build, String reason) {
        if (health.building(build.view().of(), "not swapped: " + reason)) {
            log.error("view not swapped: view={} reason={}", build.view().of(), reason);
        }
    }

    private void awaitRefreshes(String name) {
        var ends = progress.ends(name);
        var deadline = clock.millis() + CATCH_UP.toMillis();
        while (!progress.reached(name, ends) && clock.millis() < deadline) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void tell(Build build) {
        if (build.filled()) {
            return;
        }
        var pending = progress.pending(build.view().name());
        var rate = rates.computeIfAbsent(build.view().name(), name -> new FillRate(clock.millis(), TELL_EVERY));
        rate.now(clock.millis(), pending).ifPresent(text -> {
            health.building(build.view().of(), text);
            log.info("view is being built: view={} {}", build.view().of(), text);
        });
    }
}
