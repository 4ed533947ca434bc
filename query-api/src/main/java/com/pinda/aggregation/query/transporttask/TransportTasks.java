package com.pinda.aggregation.query.transporttask;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Join;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import com.pinda.aggregation.query.user.Users;
import org.springframework.stereotype.Repository;

/** The transport tasks. */
@Repository
class TransportTasks {

    private static final Root<TransportTask> ROOT = new Root<>("pd_task_transport", """
            SELECT r.id, r.transport_trips_id, r.start_agency_id, r.end_agency_id, r.status, r.assigned_status,
                   r.loading_status, r.truck_id, r.cargo_pick_up_picture, r.cargo_picture, r.transport_certificate,
                   r.deliver_picture, r.delivery_latitude, r.delivery_longitude, r.deliver_latitude,
                   r.deliver_longitude, r.plan_departure_time, r.actual_departure_time, r.plan_arrival_time,
                   r.actual_arrival_time, r.plan_pick_up_goods_time, r.actual_pick_up_goods_time,
                   r.plan_delivery_time, r.actual_delivery_time, r.create_time
            FROM pd_task_transport r""", TransportTask.class);

    /** A reassigned task has more than one. */
    private static final Join JOB =
            Join.to("pd_driver_job", "SELECT 1 FROM pd_driver_job j WHERE j.task_transport_id = r.id");

    private final Pages pages;

    TransportTasks(Pages pages) {
        this.pages = pages;
    }

    Found<TransportTask> find(TransportTaskQuery query) {
        var conditions = new Conditions()
                .contains("r.id", query.id())
                .equal("r.status", query.status())
                .exists(JOB, Users.named("j.driver_id", query.driverName()));
        return pages.find(ROOT, conditions, query);
    }
}
