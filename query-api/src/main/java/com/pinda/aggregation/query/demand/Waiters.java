package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.freshness.NotReadyException;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * All requests that wait, and the one thread that looks for them: how many there are costs the database nothing. Safe
 * for use by many threads.
 */
@Component
class Waiters implements SmartLifecycle {

    private static final long FIRST_PAUSE_NANOS = 4_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final long IDLE_NANOS = 1_000_000_000;

    private final ViewFreshness freshness;
    private final Clock clock;
    private final Semaphore places;
    private final Queue<Waiter> fresh = new ConcurrentLinkedQueue<>();
    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    private final Thread looker = new Thread(this::look, "freshness");
    private volatile boolean running;

    Waiters(ViewFreshness freshness, QueryProperties properties, Clock clock) {
        this.freshness = freshness;
        this.clock = clock;
        places = new Semaphore(properties.maxWaiting());
        looker.setDaemon(true);
    }

    /**
     * Looks for one more; its result is {@link Waiter#MET}, or an exception that is its answer.
     *
     * @throws TooManyWaitingException where as many wait as may
     */
    void add(Waiter waiter) {
        if (!places.tryAcquire()) {
            throw new TooManyWaitingException();
        }
        fresh.add(waiter);
        LockSupport.unpark(looker);
    }

    private void look() {
        var pause = FIRST_PAUSE_NANOS;
        while (running) {
            pause = takeFresh() ? FIRST_PAUSE_NANOS : Math.min(pause * 3 / 2, LONGEST_PAUSE_NANOS);
            waiting.stream().collect(Collectors.groupingBy(Waiter::view)).forEach(this::look);
            if (fresh.isEmpty()) {
                LockSupport.parkNanos(this, waiting.isEmpty() ? IDLE_NANOS : pause);
            }
        }
    }

    private boolean takeFresh() {
        var any = false;
        for (var next = fresh.poll(); next != null; next = fresh.poll()) {
            waiting.add(next);
            any = true;
        }
        return any;
    }

    private void look(String view, List<Waiter> waiters) {
        try {
            var progress = freshness.progress(view);
            waiters.stream().filter(waiter -> waiter.see(progress, clock)).forEach(this::done);
        } catch (NotReadyException | DataAccessException | TransactionException e) {
            waiters.stream().filter(waiter -> waiter.fail(e)).forEach(this::done);
        }
    }

    private void done(Waiter waiter) {
        waiting.remove(waiter);
        places.release();
    }

    @Override
    public void start() {
        running = true;
        looker.start();
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(looker);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
