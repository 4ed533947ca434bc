package com.pinda.aggregation.query.couriertask;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Courier tasks", description = "取派件任务")
class CourierTaskApi implements ServesResource {

    private static final String VIEW = "agg_courier_task";

    private static final Resource TASKS = Resource.of("courier-tasks", VIEW, "id")
            .sortedBy("create_time", "actual_end_time")
            .filteredBy(
                    Filter.id("id", "id", "Task no.", "1330465862411206657"),
                    Filter.id("courierId", "courier_id", "The courier", "1067246875800000001"),
                    Filter.text("courierName", "courier_name", "The courier's name, exactly"),
                    Filter.code("taskType", "task_type", "1 pickup, 2 delivery", "1"),
                    Filter.code("status", "status", "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", "1,2"),
                    Filter.code("signStatus", "sign_status", "1 signed, 2 refused", "1"),
                    Filter.code(
                            "assignedStatus",
                            "assigned_status",
                            "1 not assigned, 2 assigned, 3 to be assigned by hand",
                            "3"),
                    Filter.id("agencyId", "agency_id", "The outlet", "100248"),
                    Filter.id("orderId", "order_id", "The order", "1330465862411206657"),
                    Filter.id("waybillId", "waybill_id", "The order's first waybill", "1330465862411206657"),
                    Filter.text("senderName", "sender_name", "The sender's name, exactly"),
                    Filter.text("senderPhone", "sender_phone", "The sender's phone, exactly"),
                    Filter.id("senderProvinceId", "sender_province_id", "The sender's province", "110000"),
                    Filter.id("senderCityId", "sender_city_id", "The sender's city", "110000"),
                    Filter.text("receiverName", "receiver_name", "The receiver's name, exactly"),
                    Filter.id("receiverProvinceId", "receiver_province_id", "The receiver's province", "110000"),
                    Filter.id("receiverCityId", "receiver_city_id", "The receiver's city", "110000"),
                    Filter.day("endedOn", "actual_end_time", "Ended on the day"),
                    Filter.from("endedFrom", "actual_end_time", "Ended from then on"),
                    Filter.to("endedTo", "actual_end_time", "Ended before then, or until the end of the day"),
                    Filter.from("from", "create_time", "Created from then on"),
                    Filter.to("to", "create_time", "Created before then, or until the end of the day"),
                    Filter.part(
                            "keyword",
                            "In the task no., the order no. or the no. of its first waybill",
                            "id",
                            "order_id",
                            "waybill_id"));

    private final ViewAnswers answers;

    CourierTaskApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return TASKS;
    }

    @Operation(
            operationId = "listCourierTasks",
            summary = "Pickup and delivery tasks with their orders, couriers and waybills")
    @ReadsView(VIEW)
    @GetMapping(
            path = "/api/v1/courier-tasks",
            produces = {"application/json", "text/csv"})
    @Nullable ResponseEntity<byte[]> list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answers.list(TASKS, parameters, request, response);
    }

    @Operation(
            operationId = "countCourierTasks",
            summary = "How many pickup and delivery tasks there are of each type and status")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/courier-tasks/count", produces = "application/json")
    ResponseEntity<byte[]> count(@RequestParam MultiValueMap<String, String> parameters) {
        return answers.count(TASKS, List.of("task_type", "status"), parameters);
    }

    @Operation(
            operationId = "courierTask",
            summary = "One pickup or delivery task with its order, courier and waybills")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/courier-tasks/{id}", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(TASKS, id, parameters);
    }
}
