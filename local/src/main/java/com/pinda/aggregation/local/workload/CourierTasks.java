package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.workload.Network.Courier;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Pickup and delivery tasks. Each method is one transaction. */
final class CourierTasks {

    private static final int PICKUP = 1;
    private static final int DELIVERY = 2;

    // The service stores "not assigned" on every insert, even with a courier set.
    private static final String INSERT = """
            INSERT INTO pd_task_pickup_dispatch (
              id, order_id, task_type, status, agency_id, courier_id,
              estimated_start_time, estimated_end_time, assigned_status, create_time)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, 1, ?)
            """;
    private static final String EDIT = """
            UPDATE pd_task_pickup_dispatch
            SET courier_id = ?, estimated_start_time = ?, estimated_end_time = ?, assigned_status = 2
            WHERE id = ?
            """;
    private static final String CANCEL = """
            UPDATE pd_task_pickup_dispatch SET status = 5, cancel_time = ?, mark = ? WHERE id = ?
            """;
    private static final String START = """
            UPDATE pd_task_pickup_dispatch SET status = 3, actual_start_time = ? WHERE id = ?
            """;
    private static final String FINISH = """
            UPDATE pd_task_pickup_dispatch SET status = 4, actual_end_time = ?, confirm_time = ? WHERE id = ?
            """;
    private static final String SIGN = """
            UPDATE pd_task_pickup_dispatch
            SET status = 4, sign_status = ?, actual_end_time = ?, confirm_time = ?
            WHERE id = ?
            """;
    private static final String DELETE = "DELETE FROM pd_task_pickup_dispatch WHERE id = ?";

    private final Services services;
    private final Timeline timeline;

    CourierTasks(Services services, Timeline timeline) {
        this.services = services;
        this.timeline = timeline;
    }

    /** The expected end is in UTC, all other times are those of the wall clock, as in the original. */
    void insertPickup(Order order) throws SQLException {
        var id = services.newWorkId();
        var now = timeline.time();
        update(
                INSERT,
                id,
                order.id(),
                PICKUP,
                order.from().id(),
                order.courier().id(),
                now,
                now.plusHours(1).minusHours(TransportTasks.HOURS_AHEAD_OF_UTC),
                now);
        order.pickupTask(id);
    }

    void insertDelivery(Order order, Courier courier) throws SQLException {
        var id = services.newWorkId();
        var now = timeline.time();
        update(INSERT, id, order.id(), DELIVERY, order.to().id(), courier.id(), now, now.plusHours(4), now);
        order.deliveryTask(id);
    }

    void editPickup(Order order) throws SQLException {
        var now = timeline.time();
        update(
                EDIT,
                order.courier().id(),
                now,
                now.plusHours(1).minusHours(TransportTasks.HOURS_AHEAD_OF_UTC),
                order.pickupTask());
    }

    void cancelPickup(Order order, String mark) throws SQLException {
        update(CANCEL, timeline.time(), mark, order.pickupTask());
    }

    void start(@Nullable String task) throws SQLException {
        update(START, timeline.time(), task);
    }

    void finish(@Nullable String task) throws SQLException {
        update(FINISH, timeline.time(), timeline.time(), task);
    }

    void sign(Order order, boolean signed) throws SQLException {
        update(SIGN, signed ? 1 : 2, timeline.time(), timeline.time(), order.deliveryTask());
    }

    void deletePickup(Order order) throws SQLException {
        update(DELETE, order.pickupTask());
    }

    private void update(String sql, @Nullable Object... values) throws SQLException {
        services.work().update(sql, values);
    }
}
