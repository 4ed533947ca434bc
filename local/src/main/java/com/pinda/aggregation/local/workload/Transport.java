package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.workload.Network.Line;
import com.pinda.aggregation.local.workload.Network.Trip;
import com.pinda.aggregation.local.workload.WorkloadSettings.Anomalies;
import com.pinda.aggregation.local.workload.WorkloadSettings.OrderMix;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dispatch runs. Parcels that wait for the same trip of a line are planned together, shortly before it leaves, onto
 * as many trucks as they need; at the end of a leg those that are not at their last outlet wait for the next trip.
 */
final class Transport {

    // A run is planned 10 to 18 minutes ahead, assigned by hand 3 to 6 minutes after that, reassigned 2 minutes ahead.
    private static final Duration LATEST_PLAN = Duration.ofMinutes(20);
    private static final Duration REASSIGNED_AHEAD = Duration.ofMinutes(2);
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Timeline timeline;
    private final Network network;
    private final Services services;
    private final Orders orders;
    private final TransportTasks tasks;
    private final Haul haul;
    private final Steps steps;
    private final Ending ending;
    private final Draw draw;
    private final OrderMix mix;
    private final Anomalies anomalies;

    private final Map<Departure, List<Order>> waiting = new LinkedHashMap<>();
    private final Map<Order, Runnable> whenArrived = new LinkedHashMap<>();

    Transport(World world, Steps steps, Ending ending, Draw draw) {
        this.timeline = world.timeline();
        this.network = world.network();
        this.services = world.services();
        this.orders = new Orders(services, timeline);
        this.tasks = new TransportTasks(world);
        this.haul = new Haul(world, steps, draw);
        this.steps = steps;
        this.ending = ending;
        this.draw = draw;
        this.mix = world.settings().mix();
        this.anomalies = world.settings().anomalies();
    }

    /** Takes an order that was handed in to its last outlet, and then calls back. */
    void carry(Order order, Runnable arrived) {
        whenArrived.put(order, arrived);
        await(order);
    }

    private void await(Order order) {
        var line = network.route(order.at(), order.to());
        if (line.isEmpty()) {
            abandon(order);
            return;
        }
        var departure = nextDeparture(line.get());
        var parcels = waiting.get(departure);
        if (parcels == null) {
            parcels = new ArrayList<>();
            waiting.put(departure, parcels);
            timeline.at(departure.millis() - draw.minutes(10, 18).toMillis(), () -> dispatch(departure));
        }
        parcels.add(order);
    }

    private Departure nextDeparture(Line line) {
        long earliest = timeline.now() + LATEST_PLAN.toMillis();
        var next = new Departure(line.id(), 0, Long.MAX_VALUE);
        for (int i = 0; i < line.trips().size(); i++) {
            long minute = line.trips().get(i).minuteOfDay() * MINUTE;
            long days = Math.floorDiv(earliest - minute + DAY - 1, DAY);
            long millis = days * DAY + minute;
            if (millis < next.millis()) {
                next = new Departure(line.id(), i, millis);
            }
        }
        return next;
    }

    private void dispatch(Departure departure) throws SQLException {
        var line = network.line(departure.line());
        var parcels = waiting.remove(departure);
        if (parcels == null) {
            throw new IllegalStateException("nothing waits for " + departure);
        }
        int capacity = capacity(line);
        for (int first = 0; first < parcels.size(); first += capacity) {
            var load = parcels.subList(first, Math.min(parcels.size(), first + capacity));
            plan(run(line, line.trips().get(departure.trip()), departure.millis(), load));
        }
    }

    private void plan(Run run) throws SQLException {
        boolean manual = draw.chance(anomalies.manualFirst());
        var calls = new ArrayList<Call>();
        var again = new ArrayList<Order>();
        for (var parcel : run.parcels()) {
            if (parcel.inStock()) {
                calls.add(() -> {
                    orders.setStatus(parcel, Orders.WAITING_TO_BE_LOADED);
                    parcel.planned();
                });
            } else if (draw.chance(anomalies.legPlannedTwice())) {
                again.add(parcel);
            }
        }
        calls.add(() -> tasks.insert(run));
        calls.add(() -> tasks.insertLinks(run));
        calls.addAll(manual ? leaveToAHuman(run) : assign(run));
        var inStock = run.parcels().stream().filter(Order::inStock).toList();
        if (!steps.run(calls)) {
            planFailed(run, inStock);
            return;
        }
        if (manual) {
            timeline.after(draw.minutes(3, 6), () -> steps.run(assign(run)));
        }
        if (!again.isEmpty()) {
            timeline.after(draw.minutes(1, 3), () -> planAgain(run, again));
        }
        if (draw.chance(anomalies.driverReassigned())) {
            timeline.at(run.departureMillis() - REASSIGNED_AHEAD.toMillis(), () -> reassign(run));
        } else {
            timeline.at(run.departureMillis(), () -> haul.load(run, this::handedOver));
        }
    }

    /** A dispatch run takes what is in stock or in transfer: a parcel that was marked already is never looked for. */
    private void planFailed(Run run, List<Order> inStock) {
        for (var parcel : run.parcels()) {
            boolean marked = inStock.contains(parcel) && !parcel.inStock();
            if (marked) {
                abandon(parcel);
            } else {
                await(parcel);
            }
        }
    }

    /**
     * Nothing marks a parcel in transfer as planned: the next dispatch run gives it a second task, which nobody drives.
     */
    private void planAgain(Run first, List<Order> parcels) throws SQLException {
        var run = run(first.line(), first.trip(), first.departureMillis(), parcels);
        var calls = new ArrayList<Call>(List.of(() -> tasks.insert(run), () -> tasks.insertLinks(run)));
        calls.addAll(assign(run));
        steps.run(calls);
    }

    private List<Call> assign(Run run) {
        return List.of(
                () -> tasks.insertJob(run),
                () -> tasks.assign(run),
                () -> tasks.deleteLinks(run),
                () -> tasks.insertLinks(run));
    }

    private List<Call> leaveToAHuman(Run run) {
        return List.of(() -> tasks.needsAHuman(run), () -> tasks.deleteLinks(run), () -> tasks.insertLinks(run));
    }

    private void reassign(Run run) throws SQLException {
        var other = run.reassigned(services.newWorkId(), draw.oneOf(run.trip().crews()));
        steps.run(() -> tasks.reassignJob(run), () -> tasks.insertJob(other));
        timeline.at(run.departureMillis(), () -> haul.load(other, this::handedOver));
    }

    private void handedOver(Order order, boolean complete) {
        if (!complete) {
            abandon(order);
        } else if (order.hasArrived()) {
            var arrived = whenArrived.remove(order);
            if (arrived != null) {
                arrived.run();
            }
        } else {
            await(order);
        }
    }

    private void abandon(Order order) {
        whenArrived.remove(order);
        ending.of(order, Outcome.ABANDONED);
    }

    private Run run(Line line, Trip trip, long departure, List<Order> parcels) {
        return new Run(
                services.newWorkId(), services.newWorkId(), line, trip, draw.oneOf(trip.crews()), departure, parcels);
    }

    private int capacity(Line line) {
        if (line.from().isOutlet() || line.to().isOutlet()) {
            return mix.waybillsPerSmallTruck();
        }
        return line.from().isFirstLevelHub() && line.to().isFirstLevelHub()
                ? mix.waybillsPerLineHaul()
                : (int) Math.sqrt((double) mix.waybillsPerSmallTruck() * mix.waybillsPerLineHaul());
    }

    /** One trip of a line on one day. */
    private record Departure(String line, int trip, long millis) {}
}
