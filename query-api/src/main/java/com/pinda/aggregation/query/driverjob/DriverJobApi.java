package com.pinda.aggregation.query.driverjob;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.view.Filter;
import com.pinda.aggregation.query.view.Resource;
import com.pinda.aggregation.query.view.ServesResource;
import com.pinda.aggregation.query.view.ViewAnswers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Driver jobs", description = "司机作业")
class DriverJobApi implements ServesResource {

    private static final String VIEW = "agg_driver_job";

    private static final Resource JOBS = Resource.of("driver-jobs", VIEW, "id")
            .sortedBy("create_time", "actual_arrival_time")
            .filteredBy(
                    Filter.id("id", "id", "Driver job no.", "1330465862411206657"),
                    Filter.id("driverId", "driver_id", "The driver", "1067246875800000001"),
                    Filter.text("driverName", "driver_name", "The driver's name, exactly"),
                    Filter.code("status", "status", "1 to do, 2 running, 3 reassigned, 4 done, 5 void", "1,2"),
                    Filter.id("taskTransportId", "task_transport_id", "The transport task", "1330465862411206657"),
                    Filter.id("startAgencyId", "start_agency_id", "Where it starts", "100248"),
                    Filter.id("endAgencyId", "end_agency_id", "Where it ends", "100248"),
                    Filter.from("arrivedFrom", "actual_arrival_time", "Arrived from then on"),
                    Filter.to("arrivedTo", "actual_arrival_time", "Arrived before then, or until the end of the day"),
                    Filter.from("from", "create_time", "Created from then on"),
                    Filter.to("to", "create_time", "Created before then, or until the end of the day"),
                    Filter.part(
                            "keyword", "In the driver job no. or in the transport task no.", "id", "task_transport_id"))
            .withDecimals(
                    "cargo_load.weight", "cargo_load.volume", "cargo_load.weight_ratio", "cargo_load.volume_ratio");

    private final ViewAnswers answers;

    DriverJobApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return JOBS;
    }

    @Operation(
            operationId = "listDriverJobs",
            summary = "Driver jobs with their transport tasks and what is on the truck")
    @ReadsView(VIEW)
    @GetMapping(
            path = "/api/v1/driver-jobs",
            produces = {"application/json", "text/csv"})
    @Nullable ResponseEntity<byte[]> list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answers.list(JOBS, parameters, request, response);
    }

    @Operation(operationId = "driverJob", summary = "One driver job with its transport task and what is on the truck")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/driver-jobs/{id}", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(JOBS, id, parameters);
    }
}
