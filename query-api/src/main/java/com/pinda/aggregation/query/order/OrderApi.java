package com.pinda.aggregation.query.order;

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
@Tag(name = "Orders", description = "订单")
class OrderApi implements ServesResource {

    private static final String VIEW = "agg_order";

    private static final Resource ORDERS = Resource.of("orders", VIEW, "id")
            .sortedBy("create_time")
            .filteredBy(
                    Filter.id("id", "id", "Order no.", "1330465862411206657"),
                    Filter.id("memberId", "member_id", "Who placed it", "1067246875800000001"),
                    Filter.code("status", "status", "Status, as 23005 for in transit", "23000,23005"),
                    Filter.id(
                            "group",
                            "customer_group",
                            "waiting, moving, delivering, done, refused or cancelled",
                            "moving,delivering"),
                    Filter.code("paymentStatus", "payment_status", "1 unpaid, 2 paid", "2"),
                    Filter.id("waybillId", "waybill_id", "The order's first waybill", "1330465862411206657"),
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
                    Filter.part("keyword", "In the order no.", "id"));

    private final ViewAnswers answers;

    OrderApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return ORDERS;
    }

    @Operation(operationId = "listOrders", summary = "Orders with their cargo, courier tasks and waybills")
    @ReadsView(VIEW)
    @GetMapping(
            path = "/api/v1/orders",
            produces = {"application/json", "text/csv"})
    @Nullable ResponseEntity<byte[]> list(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answers.list(ORDERS, parameters, request, response);
    }

    @Operation(operationId = "order", summary = "One order with its cargo, courier tasks and waybills")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/orders/{id}", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(ORDERS, id, parameters);
    }
}
