package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.DatabaseServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the life of orders in the TMS: the statements of its services, in their order and transactions, each on a
 * connection to the database of the service. One thread does everything, on simulated time, so that the same settings
 * on the same data give the same rows.
 *
 * <p>A later run on the same data begins an hour after the last time found there, with new ids. Orders that an earlier
 * run left on their way stay where they are.
 */
public final class Workload {

    private static final Logger log = LoggerFactory.getLogger(Workload.class);

    // Each part draws from a stream of its own; the streams of orders are 0, 1, 2 and so on.
    private static final long ARRIVALS = -1;
    private static final long TRANSPORT = -2;
    private static final long STEPS = -3;
    private static final long NOISE = -4;
    private static final long EDITS = -5;
    private static final long INCIDENTS = -6;
    private static final int HEARTBEATS_AN_ORDER = 2;

    private final DatabaseServer server;
    private final WorkloadSettings settings;
    private final OrderListener listener;
    private final Counters counters = new Counters();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Connects to nothing before {@link #run()}.
     *
     * @param server holds the databases that {@link com.pinda.aggregation.local.tms.TmsSource#prepare()} made
     * @param listener hears of each order as it is placed
     */
    public Workload(DatabaseServer server, WorkloadSettings settings, OrderListener listener) {
        this.server = server;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Places the orders and sees them to their ends; without a number of orders, runs until {@link #stop()}. To be
     * called once.
     *
     * @throws SQLException if the server fails; nothing is tried again
     * @throws IllegalStateException if there is no base data
     */
    public void run() throws SQLException, InterruptedException {
        var timeline = new Timeline(start());
        try (var services = new Services(server, timeline, counters, settings.processEpochIds())) {
            var network = Network.read(services.base().connection());
            run(new World(timeline, network, services, counters, settings));
        }
        log.info(
                "workload ended: orders={} finished={} rows={} transactions={}",
                counters.ordersPlaced(),
                counters.ordersFinished(),
                counters.rowChanges(),
                counters.transactions());
    }

    /** Ends {@link #run()} after the current event, from any thread. Orders on their way stay where they are. */
    public void stop() {
        stopped.countDown();
    }

    /** What was done so far; may be read while the workload runs. */
    public Counters counters() {
        return counters;
    }

    private void run(World world) throws SQLException, InterruptedException {
        var timeline = world.timeline();
        var arrivals = new Arrivals(timeline, draw(world, ARRIVALS), settings.ordersPerDay());
        var pace = new Pace(settings.rate(), stopped);
        var day = new Day(world);
        while (stopped.getCount() > 0) {
            boolean more = settings.orders() == 0 || counters.ordersPlaced() < settings.orders();
            if (more && !timeline.hasEventUntil(arrivals.next())) {
                pace.await();
                timeline.moveTo(arrivals.next());
                arrivals.advance();
                day.nextOrder();
            } else if (timeline.isEmpty()) {
                return;
            } else {
                timeline.step();
            }
        }
    }

    private LocalDateTime start() throws SQLException {
        try (var connection = server.open("")) {
            return History.start(connection);
        }
    }

    /** A run on data of an earlier one draws anew. */
    private Draw draw(World world, long stream) {
        long later = world.timeline().startMillis()
                - History.BEGINNING.toInstant(ZoneOffset.UTC).toEpochMilli();
        return new Draw(settings.seed() ^ later, stream);
    }

    /** What goes on beside the arrivals: an order, and the noise and incidents that come with it. */
    private final class Day {

        private final World world;
        private final OrderFlow flow;
        private final Noise noise;
        private final DimensionEdits edits;
        private final Incidents incidents;
        private final Draw heartbeats;
        private long attempts;

        Day(World world) throws SQLException {
            this.world = world;
            var steps = new Steps(draw(world, STEPS), settings.anomalies().stepDies());
            var ending = new Ending(world);
            var transport = new Transport(world, steps, ending, draw(world, TRANSPORT));
            this.flow = new OrderFlow(world, steps, transport, ending);
            this.noise = new Noise(world, draw(world, NOISE));
            this.edits = new DimensionEdits(world, draw(world, EDITS));
            this.incidents = new Incidents(world, draw(world, INCIDENTS));
            this.heartbeats = draw(world, INCIDENTS - 1);
            noise.prepare();
        }

        void nextOrder() throws SQLException {
            boolean stays = flow.place(draw(world, attempts++), this::placed);
            noise.aroundAnOrder();
            for (int i = 0; incidents.columnsAdded() && i < HEARTBEATS_AN_ORDER; i++) {
                world.timeline().after(Duration.ofSeconds(heartbeats.between(1, 120)), incidents::heartbeat);
            }
            if (stays) {
                edits.afterOrder(counters.ordersPlaced());
                incidents.afterOrder(counters.ordersPlaced());
            }
        }

        private void placed(Order order) throws SQLException {
            counters.placed();
            listener.placed(order.id(), System.nanoTime());
            if (incidents.columnsAdded()) {
                world.timeline().after(Duration.ofSeconds(1), () -> flow.setChannel(order));
            }
        }
    }
}
