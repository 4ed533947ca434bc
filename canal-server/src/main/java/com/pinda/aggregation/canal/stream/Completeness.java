package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to which moment the stream is complete: what the source had committed by then was handed on to the store, or is
 * not captured. It is known by asking the source where its binlog ends and waiting until that is reached. Thread safe.
 */
public final class Completeness implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Completeness.class);
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final BinlogPosition NOWHERE = new BinlogPosition(".0", 0);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final Source source;
    private final StreamState state;
    private final Clock clock;

    /** canal's driver waits for an answer without an end, unless its thread is interrupted. */
    private final ExecutorService asking = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "source-end");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable SourceConnection connection;
    private @Nullable BinlogPosition end;
    private BinlogPosition lastEnd = NOWHERE;
    private long begun;
    private long askedMs;
    private long completeMs;
    private boolean failing;
    private long failedMs;

    Completeness(Source source, StreamState state, Clock clock) {
        this.source = source;
        this.state = state;
        this.clock = clock;
    }

    /** That moment, in milliseconds by this machine's clock; 0 while none is known. Asks the source. */
    public synchronized long uptoMs() {
        if (begun != state.begun()) { // elsewhere, maybe in another binlog
            begun = state.begun();
            end = null;
            lastEnd = NOWHERE;
        }
        if (isReached() && !(failing && clock.millis() - failedMs < RETRY.toMillis())) {
            ask();
            awaitReached();
        }
        return completeMs;
    }

    /**
     * Whether nothing is waited for: a stream that is behind comes to the end that was asked for first, not to later.
     */
    private boolean isReached() {
        var awaited = end;
        if (awaited == null) {
            return true;
        }
        if (state.reached().filter(reached -> reached.compareTo(awaited) >= 0).isEmpty()) {
            return false;
        }
        completeMs = askedMs;
        end = null;
        return true;
    }

    private void ask() {
        var now = clock.millis();
        var answer = asking.submit(this::endOfSource);
        try {
            var found = answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (found.compareTo(lastEnd) < 0) { // the binlog was reset: what was reached says nothing of the new one
                unknown("its binlog ended at " + lastEnd + " before, now at " + found);
                return;
            }
            lastEnd = found;
            end = found;
            askedMs = now;
            failing = false;
        } catch (ExecutionException e) {
            unknown(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            unknown("no answer within " + ANSWER_TIMEOUT.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void unknown(String reason) {
        failedMs = clock.millis();
        if (!failing) {
            log.warn("where the source's binlog ends is not known, so how far it was read is not either: {}", reason);
            failing = true;
        }
    }

    private BinlogPosition endOfSource() throws IOException {
        var open = connection == null ? source.connection() : connection;
        try {
            if (connection == null) {
                open.connect();
                connection = open;
            }
            return open.end();
        } catch (IOException | RuntimeException e) {
            connection = null;
            open.close();
            throw e;
        }
    }

    private void awaitReached() {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!isReached() && System.nanoTime() < until) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Lets the source go. */
    @Override
    public void close() {
        asking.execute(this::disconnect);
        asking.shutdown();
    }

    private void disconnect() {
        var open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("the connection was gone already", e);
            }
        }
    }
}
