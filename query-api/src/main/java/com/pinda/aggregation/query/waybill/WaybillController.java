package com.pinda.aggregation.query.waybill;

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
@Tag(name = "Waybills", description = "运单")
class WaybillController {

    private final Waybills waybills;

    WaybillController(Waybills waybills) {
        this.waybills = waybills;
    }

    @Operation(
            operationId = "waybills",
            summary = "Waybills for the back office",
            description =
                    "Newest first. Filters are combined with AND; a filter on the order leaves out waybills without one.")
    @ReadsView("agg_waybill")
    @PostMapping("/webManager/transportOrder/page")
    ResponseEntity<Page<Waybill>> page(@Valid @RequestBody WaybillQuery query) {
        return waybills.find(query).answer();
    }
}
