package com.pinda.aggregation.query.order;

import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.view.Resource;
import com.pinda.aggregation.query.view.ServesResource;
import com.pinda.aggregation.query.view.ViewAnswers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Orders", description = "订单")
class OrderTraceApi implements ServesResource {

    private static final String VIEW = "agg_order_trace";
    private static final Resource TRACE = Resource.of("order-trace", VIEW, "order_id");

    private final ViewAnswers answers;

    OrderTraceApi(ViewAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Resource resource() {
        return TRACE;
    }

    @Operation(operationId = "orderTrace", summary = "What happened to an order, from placing to signing")
    @ReadsView(VIEW)
    @GetMapping(path = "/api/v1/orders/{id}/trace", produces = "application/json")
    ResponseEntity<byte[]> one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.one(TRACE, id, parameters);
    }
}
