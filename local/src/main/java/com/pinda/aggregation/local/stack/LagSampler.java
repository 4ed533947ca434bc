package com.pinda.aggregation.local.stack;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the time from the commit of an order to the moment its copy is seen, one order at a time. */
final class LagSampler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LagSampler.class);

    private static final String SEEN = """
            SELECT 1 FROM pd_order WHERE id = ?
            """;

    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration WITHOUT_COPY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Databases databases;
    private final SynchronousQueue<Placed> next = new SynchronousQueue<>();
    private final List<Long> millis = new ArrayList<>();
    private @Nullable Placed awaited;
    private final Thread thread = new Thread(this::sample, "lag");

    LagSampler(Databases databases) {
        this.databases = databases;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes the order if none is being looked for. */
    void placed(String orderId, long committedNanos) {
        var unused = next.offer(new Placed(orderId, committedNanos));
    }

    /** Of the last order seen; -1 when none was seen yet. */
    synchronized long lastMillis() {
        return millis.isEmpty() ? -1 : millis.get(millis.size() - 1);
    }

    /** The lag that so many of a hundred orders did not exceed; -1 when none was seen. */
    synchronized long percentile(int percent) {
        var sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void sample() {
        try {
            while (true) {
                sampleUntilError();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The table may not be there yet, and the server may be away: both pass, and the order is looked for again. */
    private void sampleUntilError() throws InterruptedException {
        try (var connection = databases.target().connect(Databases.TARGET, databases.reader());
                var statement = connection.prepareStatement(SEEN)) {
            while (true) {
                var order = awaited == null ? next.take() : awaited;
                awaited = order;
                lookFor(order, statement);
                awaited = null;
            }
        } catch (SQLException e) {
            log.debug("cannot look for an order: {}", e.getMessage());
            Thread.sleep(WITHOUT_COPY.toMillis());
        }
    }

    private void lookFor(Placed order, PreparedStatement statement) throws SQLException, InterruptedException {
        statement.setString(1, order.id());
        while (!seen(statement)) {
            if (System.nanoTime() - order.committedNanos() > LONGEST.toNanos()) {
                log.warn("order not copied: id={} after={}", order.id(), LONGEST);
                return;
            }
            Thread.sleep(POLL.toMillis());
        }
        synchronized (this) {
            millis.add((System.nanoTime() - order.committedNanos()) / 1_000_000);
        }
    }

    private static boolean seen(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private record Placed(String id, long committedNanos) {}
}
