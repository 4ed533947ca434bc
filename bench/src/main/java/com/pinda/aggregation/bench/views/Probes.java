package com.pinda.aggregation.bench.views;

import com.pinda.aggregation.bench.Stack;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Single orders are changed at a steady rate, and each is looked for in its row of two views until it is seen there:
 * from the commit to the first sight, which is told as too long by up to the time between two looks.
 */
final class Probes implements AutoCloseable {

    private static final int A_SECOND = 20;
    private static final long LOOK_NANOS = 4_000_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();
    private static final String CHANGE = "UPDATE pd_oms.pd_order SET amount = ? WHERE id = ?";
    private static final String WAYBILLS = "SELECT order_id, amount FROM pd_aggregation.agg_waybill WHERE id IN (%s)";
    private static final String ORDERS = "SELECT id, amount FROM pd_aggregation.agg_order WHERE id IN (%s)";

    private final Seen waybills = new Seen(WAYBILLS, 940_000_000_000_000_000L);
    private final Seen orders = new Seen(ORDERS, 900_000_000_000_000_000L);
    private final int from;
    private final int count;
    private final Connection source;
    private final Connection target;
    private final List<Thread> threads;
    private volatile boolean writing = true;

    /** Begins with parcels from number {@code from} on. */
    Probes(Stack stack, int from, int count) throws SQLException {
        this.from = from;
        this.count = count;
        this.source = stack.connect();
        this.target = stack.connect();
        this.threads = List.of(new Thread(this::write, "probes"), new Thread(this::look, "sights"));
        threads.forEach(Thread::start);
    }

    private record Probe(BigDecimal amount, long committed) {}

    /** What one view showed. */
    private static final class Seen {

        private final String sql;
        private final long firstId;
        private final Map<Long, Probe> open = new ConcurrentHashMap<>();
        private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());

        Seen(String sql, long firstId) {
            this.sql = sql;
            this.firstId = firstId;
        }

        void look(Connection target) throws SQLException {
            var wanted = new HashMap<>(open);
            if (wanted.isEmpty()) {
                return;
            }
            var places = String.join(",", Collections.nCopies(wanted.size(), "?"));
            try (var select = target.prepareStatement(sql.formatted(places))) {
                var parameter = 1;
                for (var number : wanted.keySet()) {
                    select.setString(parameter++, String.valueOf(firstId + number));
                }
                try (var rows = select.executeQuery()) {
                    var now = System.nanoTime();
                    while (rows.next()) {
                        var number = rows.getLong(1) - 900_000_000_000_000_000L;
                        var probe = wanted.get(number);
                        var amount = rows.getBigDecimal(2);
                        if (probe != null && amount != null && amount.compareTo(probe.amount) == 0) {
                            latencies.add(Math.max(0, now - probe.committed));
                            open.remove(number);
                        }
                    }
                }
            }
        }
    }

    private void write() {
        var random = new Random(1);
        var start = System.nanoTime();
        try (var change = source.prepareStatement(CHANGE)) {
            for (long n = 0; writing; n++) {
                for (long wait = start + n * 1_000_000_000L / A_SECOND - System.nanoTime();
                        wait > 0;
                        wait = start + n * 1_000_000_000L / A_SECOND - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                long number = (long) from + random.nextInt(count);
                if (waybills.open.containsKey(number) || orders.open.containsKey(number)) {
                    continue;
                }
                var amount = BigDecimal.valueOf(1_000_000 + System.nanoTime() / 1_000_000);
                change.setBigDecimal(1, amount);
                change.setString(2, Parcels.order(number));
                change.executeUpdate();
                var probe = new Probe(amount, System.nanoTime());
                waybills.open.put(number, probe);
                orders.open.put(number, probe);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot change an order", e);
        }
    }

    private void look() {
        var deadline = Long.MAX_VALUE;
        try {
            while (writing || ((!waybills.open.isEmpty() || !orders.open.isEmpty()) && System.nanoTime() < deadline)) {
                if (!writing && deadline == Long.MAX_VALUE) {
                    deadline = System.nanoTime() + PATIENCE_NANOS;
                }
                waybills.look(target);
                orders.look(target);
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look at a view", e);
        }
    }

    /** Changes no more, and waits until all are seen. */
    void end() throws InterruptedException {
        writing = false;
        for (var thread : threads) {
            thread.join();
        }
    }

    /** Until a row of {@code agg_waybill} showed it. */
    Percentiles inWaybills() {
        return Percentiles.ofNanos(List.copyOf(waybills.latencies));
    }

    /** Until a row of {@code agg_order} showed it. */
    Percentiles inOrders() {
        return Percentiles.ofNanos(List.copyOf(orders.latencies));
    }

    /** Changes that no view showed in time. */
    int missing() {
        return waybills.open.size() + orders.open.size();
    }

    @Override
    public void close() throws SQLException {
        writing = false;
        source.close();
        target.close();
    }
}
