package com.pinda.aggregation.query.waybill;

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
@Tag(name = "Waybills", description = "运单")
class WaybillApi implements ServesResource {

    private static final String VIEW = "agg_waybill";

    private static final Resource WAYBILLS = Resource.of("waybills", VIEW, "id")
            .sortedBy("create_time")
            .filteredBy(
                    Filter.id("id", "id", "Waybill no.", "1330465862411206657"),
                    Filter.code(
                            "status",
                            "status",
                            "1 created, 2 loaded, 3 at hub, 4 at last outlet, 5 signed, 6 refused",
                            "2"),
                    Filter.code(
                            "schedulingStatus",
                            "scheduling_status",
                            "1 to be scheduled, 2 no line found, 3 scheduled",
                            "3"),
                    Filter.id("orderId", "order_id", "The order", "1330465862411206657"),
                    Filter.code("orderStatus", "order_status", "Status of the order, as 23005 for in transit", "23005"),
                    Filter.text("senderName", "sender_name", "The sender's name, exactly"),
                    Filter.text("senderPhone", "sender_phone", "The sender's phone, exactly"),
                    Filter.id("senderProvinceId", "sender_province_id", "The sender's province", "110000"),
                    Filter.id("senderCityId", "sender_city_id", "The sender's city", "110000"),
                    Filter.id("senderCountyId", "sender_county_id", "The sender's county", "110000"),
                    Filter.text("receiverName", "receiver_name", "The receiver's name, exactly"),
                    Filter.text("receiverPhone", "receiver_phone", "The receiver's phone, exactly"),
                    Filter.id("receiverProvinceId", "receiver_province_id", "The receiver's province", "110000"),
                    Filter.id("receiverCityId", "receiver_city_id", "The receiver's city", "110000"),
                    Filter.id("receiverCountyId", "receiver_county_id", "The receiver's county", "110000"),
                    Filter.from("from", "create_time", "Created from then on"),
                    Filter.to("to", "create_time", "Created before then, or until the end of the day"),
                    Filter.part("keyword", "In the waybill no.", "id"));

    private final ViewAnswers answers;

    WaybillApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return WAYBILLS;
    }

    @Operation(operationId = "listWaybills", summary = "Waybills with their orders, courier tasks and legs")
    @ReadsView(VIEW)
    @GetMapping(
            path = "/api/v1/waybills",
            produces = {"application/json", "text/csv"})
    @Nullable ResponseEntity<byte[]> list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answers.list(WAYBILLS, parameters, request, response);
    }

    @Operation(operationId = "waybill", summary = "One waybill with its order, courier tasks and legs")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/waybills/{id}", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(WAYBILLS, id, parameters);
    }
}
