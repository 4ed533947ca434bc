package com.pinda.aggregation.query.transporttask;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.page.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Transport tasks", description = "运输任务")
class TransportTaskController {

    private final TransportTasks tasks;

    TransportTaskController(TransportTasks tasks) {
        this.tasks = tasks;
    }

    @Operation(
            operationId = "transportTasks",
            summary = "Transport tasks for the back office",
            description =
                    "Newest first. Filters are combined with AND; a task with several driver jobs is listed once.")
    @ReadsView("agg_transport_task")
    @PostMapping("/webManager/taskTransport/page")
    ResponseEntity<Page<TransportTask>> page(@Valid @RequestBody TransportTaskQuery query) {
        return tasks.find(query).answer();
    }
}
