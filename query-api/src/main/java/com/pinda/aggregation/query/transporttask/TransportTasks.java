package com.pinda.aggregation.query.transporttask;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Found;
import com.pinda.aggregation.query.page.Pages;
import com.pinda.aggregation.query.page.Root;
import org.springframework.stereotype.Repository;

/** The transport tasks. */
@Repository
class TransportTasks {

    private static final Root<TransportTask> ROOT = new Root<>("agg_transport_task", TransportTask.class);

    private final Pages pages;

    TransportTasks(Pages pages) {
        this.pages = pages;
    }

    Found<TransportTask> find(TransportTaskQuery query) {
        var conditions = new Conditions()
                .contains("r.id", query.id())
                .equal("r.status", query.status())
                .contained("r.driver_jobs", "$.driver_name", query.driverName());
        return pages.find(ROOT, conditions, query);
    }
}
