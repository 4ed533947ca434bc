package com.pinda.aggregation.query.waybill;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A waybill 运单, as {@code pd_transport_order} has it. */
record Waybill(
        @Schema(description = "Waybill no.", example = "1330465862411206657")
        String id,

        @Nullable String orderId,

        @Schema(
                description =
                        "1 created, 2 loaded, 3 arrived at a hub, 4 arrived at the last outlet, 5 signed, 6 refused",
                example = "2")
        @Nullable Integer status,

        @Schema(description = "1 to be scheduled, 2 no matching line, 3 scheduled", example = "1") @Nullable Integer schedulingStatus,

        @Nullable LocalDateTime createTime) {}
