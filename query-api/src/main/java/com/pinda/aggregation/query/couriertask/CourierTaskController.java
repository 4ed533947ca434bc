package com.pinda.aggregation.query.couriertask;

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
@Tag(name = "Courier tasks", description = "取派件任务")
class CourierTaskController {

    private final CourierTasks tasks;

    CourierTaskController(CourierTasks tasks) {
        this.tasks = tasks;
    }

    @Operation(
            operationId = "courierTasks",
            summary = "Pickup and delivery tasks for the back office",
            description = "Newest first. Filters are combined with AND.")
    @ReadsView("agg_courier_task")
    @PostMapping("/webManager/taskPickupDispatchJob/page")
    ResponseEntity<Page<CourierTask>> page(@Valid @RequestBody CourierTaskQuery query) {
        return tasks.find(query).answer();
    }

    @Operation(
            operationId = "tasksOfCourier",
            summary = "Pickup and delivery tasks for the courier's app",
            description = "Newest first. The courier is the one named in the body; nothing checks who asks.")
    @ReadsView("agg_courier_task")
    @PostMapping("/appCourier/page")
    ResponseEntity<Page<CourierTask>> page(@Valid @RequestBody CourierQuery query) {
        return tasks.find(query).answer();
    }
}
