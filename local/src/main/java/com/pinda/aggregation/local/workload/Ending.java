package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.workload.WorkloadSettings.Anomalies;
import java.sql.SQLException;
import java.util.List;

/** What becomes of an order when its life is over: it is counted, and a few rows get a strange afterlife. */
final class Ending {

    private static final List<Integer> UNKNOWN = List.of(1, 23011, 99999);

    private final Timeline timeline;
    private final Orders orders;
    private final CourierTasks courierTasks;
    private final Waybills waybills;
    private final Anomalies anomalies;
    private final Counters counters;

    Ending(World world) {
        var services = world.services();
        this.timeline = world.timeline();
        this.orders = new Orders(services, timeline);
        this.courierTasks = new CourierTasks(services, timeline);
        this.waybills = new Waybills(services, timeline);
        this.anomalies = world.settings().anomalies();
        this.counters = world.counters();
    }

    void of(Order order, Outcome outcome) {
        counters.finished(outcome);
        var draw = order.draw();
        if (draw.chance(anomalies.unknownStatus())) {
            int status = draw.oneOf(UNKNOWN);
            timeline.after(draw.minutes(1, 5), () -> orders.setStatus(order, status));
        }
        if (order.waybill() != null && draw.chance(anomalies.keyChanged())) {
            timeline.after(draw.minutes(6, 10), () -> waybills.changeId(order));
        } else if (draw.chance(anomalies.rootDeleted())) {
            timeline.after(draw.minutes(6, 10), () -> deleteRoot(order, draw.between(0, 2)));
        }
    }

    private void deleteRoot(Order order, int root) throws SQLException {
        switch (root) {
            case 0 -> orders.delete(order);
            case 1 -> waybills.delete(order);
            default -> courierTasks.deletePickup(order);
        }
    }
}
