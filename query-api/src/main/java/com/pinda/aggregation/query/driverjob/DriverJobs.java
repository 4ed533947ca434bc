package com.pinda.aggregation.query.driverjob;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Join;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import com.pinda.aggregation.query.user.Users;
import org.springframework.stereotype.Repository;

/** The driver jobs. */
@Repository
class DriverJobs {

    private static final Root<DriverJob> ROOT = new Root<>("pd_driver_job", """
            SELECT r.id, r.start_agency_id, r.end_agency_id, r.status, r.driver_id, r.task_transport_id,
                   r.start_handover, r.finish_handover, r.plan_departure_time, r.actual_departure_time,
                   r.plan_arrival_time, r.actual_arrival_time, r.create_time
            FROM pd_driver_job r""", DriverJob.class);

    private static final Join TASK =
            Join.to("pd_task_transport", "SELECT 1 FROM pd_task_transport t WHERE t.id = r.task_transport_id");

    private final Pages pages;

    DriverJobs(Pages pages) {
        this.pages = pages;
    }

    Found<DriverJob> find(DriverJobQuery query) {
        var conditions = new Conditions()
                .equal("r.status", query.status())
                .contains("r.id", query.id())
                .exists(TASK, new Conditions().contains("t.id", query.taskTransportId()))
                .and(Users.named("r.driver_id", query.driverName()));
        return pages.find(ROOT, conditions, query);
    }

    Found<DriverJob> find(DriverQuery query) {
        var keyword =
                new Conditions().contains("r.id", query.keyword()).contains("r.task_transport_id", query.keyword());
        var conditions = new Conditions()
                .equal("r.driver_id", query.driverId())
                .equal("r.status", query.status())
                .anyOf(keyword);
        return pages.find(ROOT, conditions, query);
    }
}
