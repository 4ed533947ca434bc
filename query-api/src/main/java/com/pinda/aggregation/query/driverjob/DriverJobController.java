package com.pinda.aggregation.query.driverjob;

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
@Tag(name = "Driver jobs", description = "司机作业")
class DriverJobController {

    private final DriverJobs jobs;

    DriverJobController(DriverJobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            operationId = "driverJobs",
            summary = "Driver jobs for the back office",
            description = "Newest first. Filters are combined with AND.")
    @ReadsView("agg_driver_job")
    @PostMapping("/webManager/driverJob/page")
    ResponseEntity<Page<DriverJob>> page(@Valid @RequestBody DriverJobQuery query) {
        return jobs.find(query).answer();
    }

    @Operation(
            operationId = "jobsOfDriver",
            summary = "Driver jobs for the driver's app",
            description = "Newest first. The driver is the one named in the body; nothing checks who asks.")
    @ReadsView("agg_driver_job")
    @PostMapping("/appDriver/page")
    ResponseEntity<Page<DriverJob>> page(@Valid @RequestBody DriverQuery query) {
        return jobs.find(query).answer();
    }
}
