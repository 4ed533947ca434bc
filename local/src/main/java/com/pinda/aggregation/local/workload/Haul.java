package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;

/** One run of a truck: loaded at the trip's time, handed over at the other end. */
final class Haul {

    private final Timeline timeline;
    private final Network network;
    private final Orders orders;
    private final CourierTasks courierTasks;
    private final Waybills waybills;
    private final TransportTasks tasks;
    private final Steps steps;
    private final Draw draw;

    Haul(World world, Steps steps, Draw draw) {
        var services = world.services();
        this.timeline = world.timeline();
        this.network = world.network();
        this.orders = new Orders(services, timeline);
        this.courierTasks = new CourierTasks(services, timeline);
        this.waybills = new Waybills(services, timeline);
        this.tasks = new TransportTasks(world);
        this.steps = steps;
        this.draw = draw;
    }

    /** Loads the truck and lets it drive; {@code handedOver} hears of each parcel at the other end. */
    void load(Run run, HandedOver handedOver) throws SQLException {
        var counterpart = Person.random(draw.random()).name();
        var calls = new ArrayList<Call>();
        calls.add(() -> tasks.startJob(run, counterpart));
        calls.add(() -> tasks.load(run));
        calls.add(() -> tasks.deleteLinks(run));
        calls.add(() -> tasks.insertLinks(run));
        for (var parcel : run.parcels()) {
            calls.add(() -> waybills.setStatus(parcel, Waybills.LOADED));
        }
        for (var parcel : run.parcels()) {
            calls.add(() -> orders.leave(parcel));
        }
        steps.run(calls);
        int seconds = run.line().minutes() * 60;
        var driving = Duration.ofSeconds(draw.between(seconds * 4 / 5, seconds * 6 / 5));
        timeline.after(driving, () -> handOver(run, handedOver));
    }

    private void handOver(Run run, HandedOver handedOver) throws SQLException {
        var counterpart = Person.random(draw.random()).name();
        var done = new HashSet<Order>();
        var calls = new ArrayList<Call>();
        calls.add(() -> tasks.finishJob(run, counterpart));
        calls.add(() -> tasks.handOver(run));
        calls.add(() -> tasks.deleteLinks(run));
        calls.add(() -> tasks.insertLinks(run));
        for (var parcel : run.parcels()) {
            if (run.to().equals(parcel.to())) {
                calls.add(() -> courierTasks.insertDelivery(parcel, draw.oneOf(network.couriersOf(run.to()))));
                calls.add(() -> waybills.setStatus(parcel, Waybills.AT_LAST_OUTLET));
                calls.add(() -> orders.arrive(parcel, run.to(), Orders.AT_LAST_OUTLET));
            } else {
                calls.add(() -> waybills.setStatus(parcel, Waybills.AT_A_HUB));
                calls.add(() -> orders.arrive(parcel, run.to(), Orders.IN_TRANSIT));
            }
            calls.add(() -> {
                parcel.arrivedAt(run.to());
                done.add(parcel);
            });
        }
        steps.run(calls);
        for (var parcel : run.parcels()) {
            handedOver.parcel(parcel, done.contains(parcel));
        }
    }

    /** Hears of a parcel at the end of a leg. */
    @FunctionalInterface
    interface HandedOver {

        /**
         * The truck was unloaded.
         *
         * @param complete whether all its rows were written; if not, nobody will ever look for it
         */
        void parcel(Order order, boolean complete);
    }
}
