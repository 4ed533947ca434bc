package com.pinda.aggregation.query.transporttask;

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
@Tag(name = "Transport tasks", description = "运输任务")
class TransportTaskApi implements ServesResource {

    private static final String VIEW = "agg_transport_task";

    private static final Resource TASKS = Resource.of("transport-tasks", VIEW, "id")
            .sortedBy("create_time", "plan_departure_time")
            .filteredBy(
                    Filter.id("id", "id", "Transport task no.", "1330465862411206657"),
                    Filter.code("status", "status", "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", "2"),
                    Filter.code(
                            "assignedStatus",
                            "assigned_status",
                            "1 not assigned, 2 assigned, 3 to be assigned by hand",
                            "2"),
                    Filter.id("truckId", "truck_id", "The truck", "1330465862411206657"),
                    Filter.text("licensePlate", "license_plate", "The truck's plate, exactly"),
                    Filter.id("driverId", "driver_id", "Driver of the job that counts", "1067246875800000001"),
                    Filter.text("driverName", "driver_name", "That driver's name, exactly"),
                    Filter.id("startAgencyId", "start_agency_id", "Where it starts", "100248"),
                    Filter.id("endAgencyId", "end_agency_id", "Where it ends", "100248"),
                    Filter.from("departsFrom", "plan_departure_time", "To depart from then on"),
                    Filter.to("departsTo", "plan_departure_time", "To depart before then, or until the end of the day"),
                    Filter.from("from", "create_time", "Created from then on"),
                    Filter.to("to", "create_time", "Created before then, or until the end of the day"),
                    Filter.part("keyword", "In the transport task no.", "id"))
            .withDecimals(
                    "cargo_load.weight", "cargo_load.volume", "cargo_load.weight_ratio", "cargo_load.volume_ratio");

    private final ViewAnswers answers;

    TransportTaskApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return TASKS;
    }

    @Operation(
            operationId = "listTransportTasks",
            summary = "Transport tasks with their trips, trucks, drivers and waybills")
    @ReadsView(VIEW)
    @GetMapping(
            path = "/api/v1/transport-tasks",
            produces = {"application/json", "text/csv"})
    @Nullable ResponseEntity<byte[]> list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answers.list(TASKS, parameters, request, response);
    }

    @Operation(operationId = "transportTask", summary = "One transport task with its trip, truck, drivers and waybills")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/transport-tasks/{id}", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(TASKS, id, parameters);
    }
}
