package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.tms.Person;
import com.pinda.aggregation.local.workload.Order.Way;
import com.pinda.aggregation.local.workload.WorkloadSettings.Anomalies;
import com.pinda.aggregation.local.workload.WorkloadSettings.OrderMix;
import java.sql.SQLException;
import java.util.List;

/**
 * The life of an order before and after its transport: placed, paid, edited, cancelled, collected, handed in,
 * delivered.
 */
final class OrderFlow {

    private final Timeline timeline;
    private final Network network;
    private final Services services;
    private final Orders orders;
    private final CourierTasks courierTasks;
    private final Waybills waybills;
    private final Steps steps;
    private final Transport transport;
    private final Ending ending;
    private final WorkloadSettings settings;

    OrderFlow(World world, Steps steps, Transport transport, Ending ending) {
        this.timeline = world.timeline();
        this.network = world.network();
        this.services = world.services();
        this.orders = new Orders(services, timeline);
        this.courierTasks = new CourierTasks(services, timeline);
        this.waybills = new Waybills(services, timeline);
        this.steps = steps;
        this.transport = transport;
        this.ending = ending;
        this.settings = world.settings();
    }

    /**
     * Places an order.
     *
     * @param placed called right after the order's own row is committed, unless the order is going to be rolled back
     * @return whether the order stays
     */
    boolean place(Draw draw, PlacedOrder placed) throws SQLException {
        var order = order(draw);
        var global =
                new GlobalTransaction(timeline, order.id(), settings.noise().undoLog());
        boolean stays = !draw.chance(anomalies().rolledBack());
        List<Call> calls = List.of(
                () -> {
                    global.branch(services.oms(), () -> orders.insert(order), () -> orders.delete(order));
                    if (stays) {
                        placed.committed(order);
                    }
                },
                () -> global.branch(
                        services.oms(), () -> orders.insertLocation(order), () -> orders.deleteLocation(order)),
                () -> global.branch(services.oms(), () -> orders.insertCargo(order), () -> orders.deleteCargo(order)),
                () -> global.branch(
                        services.work(),
                        () -> courierTasks.insertPickup(order),
                        () -> courierTasks.deletePickup(order)));
        if (stays) {
            if (steps.run(calls)) {
                global.commit();
            }
            await(order);
        } else {
            for (var call : calls.subList(0, draw.between(1, calls.size()))) {
                call.run();
            }
            global.rollBack();
        }
        return stays;
    }

    /** Fills the column that an incident added. */
    void setChannel(Order order) throws SQLException {
        orders.setChannel(order, order.draw().oneOf(List.of("app", "wechat", "counter", "partner")));
    }

    private Order order(Draw draw) {
        var way = way(draw);
        return new Order(
                services.newOmsId(),
                draw,
                draw.chance(mix().doorPickup()),
                way,
                draw.oneOf(network.couriersOf(way.from())),
                draw.oneOf(network.goods()),
                person(draw),
                person(draw));
    }

    private Way way(Draw draw) {
        boolean sameCity = draw.chance(mix().sameCity());
        while (true) {
            var from = draw.oneOf(network.outlets());
            var near = network.outletsOfCity(from.city()).stream()
                    .filter(outlet -> !outlet.equals(from))
                    .toList();
            if (sameCity && near.isEmpty()) {
                continue;
            }
            var direct = near.stream()
                    .filter(outlet -> network.isDirect(from, outlet))
                    .toList();
            if (sameCity && !direct.isEmpty() && draw.chance(0.4)) {
                return new Way(from, draw.oneOf(direct));
            }
            var to = draw.oneOf(sameCity ? near : network.outlets());
            boolean asWanted = sameCity || to.city() != from.city();
            if (asWanted && network.route(from, to).isPresent()) {
                return new Way(from, to);
            }
        }
    }

    private Person person(Draw draw) {
        var person = Person.random(draw.random());
        return draw.chance(anomalies().emoji()) ? person.withEmoji() : person;
    }

    private void await(Order order) {
        if (order.pickupTask() == null) {
            ending.of(order, Outcome.ABANDONED);
            return;
        }
        var draw = order.draw();
        if (draw.chance(mix().paidEarly())) {
            timeline.after(draw.minutes(1, 3), () -> orders.pay(order));
        }
        boolean moves = draw.chance(mix().addressChanged());
        if (moves || draw.chance(Math.max(0, mix().edited() - mix().addressChanged()))) {
            timeline.after(draw.minutes(4, 6), () -> edit(order, moves));
        }
        if (draw.chance(mix().cancelled())) {
            timeline.after(draw.minutes(7, 9), () -> cancel(order));
        } else {
            timeline.after(order.doorPickup() ? draw.minutes(10, 90) : draw.minutes(30, 180), () -> collect(order));
        }
    }

    private void edit(Order order, boolean moves) throws SQLException {
        if (moves) {
            order.movedTo(person(order.draw()));
        }
        order.weighAgain();
        Call forgetPickup = () -> courierTasks.cancelPickup(order, "地址变更");
        Call newPickup = () -> courierTasks.insertPickup(order);
        Call samePickup = () -> courierTasks.editPickup(order);
        Call edit = () -> orders.edit(order);
        Call cargo = () -> orders.editCargo(order);
        Call location = () -> orders.editLocation(order);
        steps.run(
                moves
                        ? List.of(edit, cargo, location, forgetPickup, newPickup)
                        : List.of(edit, cargo, location, samePickup));
    }

    private void cancel(Order order) throws SQLException {
        boolean found = order.draw().chance(0.5);
        steps.run(
                () -> orders.cancel(order),
                () -> {
                    if (found) {
                        orders.deleteLocation(order);
                    } else {
                        orders.deleteLocationInVain(order);
                    }
                },
                () -> courierTasks.cancelPickup(order, "客户取消"));
        ending.of(order, Outcome.CANCELLED);
    }

    private void collect(Order order) throws SQLException {
        order.weighAgain();
        boolean twice = order.draw().chance(anomalies().twoWaybills());
        steps.run(
                () -> orders.collect(order),
                () -> orders.collectCargo(order),
                () -> courierTasks.start(order.pickupTask()),
                () -> {
                    waybills.insert(order);
                    if (twice) {
                        waybills.insert(order);
                    }
                });
        var draw = order.draw();
        timeline.after(order.doorPickup() ? draw.minutes(60, 180) : draw.minutes(2, 5), () -> handIn(order));
    }

    private void handIn(Order order) throws SQLException {
        steps.run(() -> orders.setStatus(order, Orders.IN_STOCK), () -> courierTasks.finish(order.pickupTask()));
        if (order.waybill() == null) {
            ending.of(order, Outcome.ABANDONED);
            return;
        }
        order.handedIn();
        transport.carry(order, () -> timeline.after(order.draw().minutes(30, 120), () -> takeOver(order)));
    }

    private void takeOver(Order order) throws SQLException {
        steps.run(
                () -> orders.setStatus(order, Orders.BEING_DELIVERED), () -> courierTasks.start(order.deliveryTask()));
        timeline.after(order.draw().minutes(30, 240), () -> deliver(order));
    }

    private void deliver(Order order) throws SQLException {
        boolean signed = !order.draw().chance(mix().refused());
        steps.run(
                () -> waybills.setStatus(order, signed ? Waybills.SIGNED : Waybills.REFUSED),
                () -> orders.setStatus(order, signed ? Orders.SIGNED : Orders.REFUSED),
                () -> courierTasks.sign(order, signed));
        ending.of(order, signed ? Outcome.SIGNED : Outcome.REFUSED);
    }

    private OrderMix mix() {
        return settings.mix();
    }

    private Anomalies anomalies() {
        return settings.anomalies();
    }

    /** Hears of an order's row. */
    @FunctionalInterface
    interface PlacedOrder {

        void committed(Order order) throws SQLException;
    }
}
