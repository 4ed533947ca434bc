package com.pinda.aggregation.local.workload;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transport tasks, their links to waybills and their driver jobs. Each method is one transaction.
 *
 * <p>{@code actual_pick_up_goods_time} has ON UPDATE CURRENT_TIMESTAMP, and the original never sets it but once: the
 * server overwrites it at each update. Where the same rows are wanted at each run, the statements set it to the
 * simulated time. Setting the time of the session instead would date the events of the binlog, too, and every lag
 * measured from them would be wrong.
 */
final class TransportTasks {

    /** Driver jobs keep their planned times in UTC, the tasks keep them as on the wall clock. */
    static final int HOURS_AHEAD_OF_UTC = 8;

    private static final String PICTURES = "https://pictures.pinda.example/";

    private static final String PICKED_UP_NOW = ", actual_pick_up_goods_time = ?";
    private static final String INSERT = """
            INSERT INTO pd_task_transport (
              id, start_agency_id, end_agency_id, status, assigned_status, loading_status, create_time)
            VALUES (?, ?, ?, 1, 1, 1, ?)
            """;
    private static final String NEEDS_A_HUMAN = """
            UPDATE pd_task_transport SET assigned_status = 3%s WHERE id = ?
            """;
    private static final String ASSIGN = """
            UPDATE pd_task_transport
            SET assigned_status = 2, transport_trips_id = ?, truck_id = ?, plan_departure_time = ?,
              plan_arrival_time = ?, plan_pick_up_goods_time = ?, plan_delivery_time = ?%s
            WHERE id = ?
            """;
    private static final String LOAD = """
            UPDATE pd_task_transport
            SET status = 2, cargo_pick_up_picture = ?, cargo_picture = ?, delivery_latitude = ?,
              delivery_longitude = ?, actual_pick_up_goods_time = ?, actual_departure_time = ?
            WHERE id = ?
            """;
    private static final String HAND_OVER = """
            UPDATE pd_task_transport
            SET status = 4, transport_certificate = ?, deliver_picture = ?, deliver_latitude = ?,
              deliver_longitude = ?, actual_arrival_time = ?%s
            WHERE id = ?
            """;
    private static final String INSERT_LINK = """
            INSERT INTO pd_transport_order_task (id, transport_order_id, transport_task_id) VALUES (?, ?, ?)
            """;
    private static final String DELETE_LINKS = "DELETE FROM pd_transport_order_task WHERE transport_task_id = ?";
    private static final String INSERT_JOB = """
            INSERT INTO pd_driver_job (
              id, start_agency_id, end_agency_id, status, driver_id, task_transport_id,
              plan_departure_time, plan_arrival_time, create_time)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
            """;
    private static final String REASSIGN_JOB = "UPDATE pd_driver_job SET status = 3 WHERE id = ?";
    private static final String START_JOB = "UPDATE pd_driver_job SET status = 2, start_handover = ? WHERE id = ?";
    private static final String FINISH_JOB = """
            UPDATE pd_driver_job SET status = 4, finish_handover = ?, actual_arrival_time = ? WHERE id = ?
            """;

    private final Services services;
    private final Timeline timeline;
    private final boolean serverSetsPickupTime;

    TransportTasks(World world) {
        this.services = world.services();
        this.timeline = world.timeline();
        this.serverSetsPickupTime = world.settings().anomalies().serverSetsPickupTime();
    }

    void insert(Run run) throws SQLException {
        update(INSERT, run.task(), run.from().id(), run.to().id(), timeline.time());
    }

    void needsAHuman(Run run) throws SQLException {
        change(NEEDS_A_HUMAN, run);
    }

    void assign(Run run) throws SQLException {
        change(
                ASSIGN,
                run,
                run.trip().id(),
                run.crew().truck(),
                run.plannedDeparture(),
                run.plannedArrival(),
                run.plannedDeparture(),
                run.plannedArrival());
    }

    void load(Run run) throws SQLException {
        update(
                LOAD,
                PICTURES + "pickup/" + run.task() + ".jpg",
                PICTURES + "cargo/" + run.task() + ".jpg",
                String.valueOf(run.from().place().lat()),
                String.valueOf(run.from().place().lng()),
                timeline.time(),
                timeline.time(),
                run.task());
    }

    void handOver(Run run) throws SQLException {
        change(
                HAND_OVER,
                run,
                PICTURES + "receipt/" + run.task() + ".jpg",
                PICTURES + "deliver/" + run.task() + ".jpg",
                String.valueOf(run.to().place().lat()),
                String.valueOf(run.to().place().lng()),
                timeline.time());
    }

    /** Links with new ids, all in one transaction. */
    void insertLinks(Run run) throws SQLException {
        List<@Nullable Object[]> links = new ArrayList<>();
        for (var parcel : run.parcels()) {
            links.add(new @Nullable Object[] {services.newWorkId(), parcel.waybill(), run.task()});
        }
        services.work().insertAll(INSERT_LINK, links);
    }

    void deleteLinks(Run run) throws SQLException {
        update(DELETE_LINKS, run.task());
    }

    void insertJob(Run run) throws SQLException {
        update(
                INSERT_JOB,
                run.job(),
                run.from().id(),
                run.to().id(),
                run.crew().driver(),
                run.task(),
                run.plannedDeparture().minusHours(HOURS_AHEAD_OF_UTC),
                run.plannedArrival().minusHours(HOURS_AHEAD_OF_UTC),
                timeline.time());
    }

    void reassignJob(Run run) throws SQLException {
        update(REASSIGN_JOB, run.job());
    }

    void startJob(Run run, String handover) throws SQLException {
        update(START_JOB, handover, run.job());
    }

    void finishJob(Run run, String handover) throws SQLException {
        update(FINISH_JOB, handover, timeline.time(), run.job());
    }

    /** Updates the task of a run, and with it the time that the server sets, or would set. */
    private void change(String sql, Run run, @Nullable Object... values) throws SQLException {
        var all = new ArrayList<>(Arrays.asList(values));
        if (!serverSetsPickupTime) {
            all.add(timeline.time());
        }
        all.add(run.task());
        update(sql.formatted(serverSetsPickupTime ? "" : PICKED_UP_NOW), all.toArray());
    }

    private void update(String sql, @Nullable Object... values) throws SQLException {
        services.work().update(sql, values);
    }
}
