package com.pinda.aggregation.query.driverjob;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import org.springframework.stereotype.Repository;

/** The driver jobs. */
@Repository
class DriverJobs {

    private static final Root<DriverJob> ROOT = new Root<>("agg_driver_job", DriverJob.class);

    private final Pages pages;

    DriverJobs(Pages pages) {
        this.pages = pages;
    }

    Found<DriverJob> find(DriverJobQuery query) {
        var conditions = new Conditions()
                .equal("r.status", query.status())
                .contains("r.id", query.id())
                .where("r.task_known", new Conditions().contains("r.task_transport_id", query.taskTransportId()))
                .contains("r.driver_name", query.driverName());
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
