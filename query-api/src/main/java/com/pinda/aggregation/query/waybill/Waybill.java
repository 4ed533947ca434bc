package com.pinda.aggregation.query.waybill;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A waybill 运单, as {@code pd_transport_order} has it, with the names of what it refers to. */
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

        @Nullable LocalDateTime createTime,

        @Schema(description = "The status in words", example = "loaded") @Nullable String statusName,

        @Schema(description = "The scheduling status in words", example = "scheduled") @Nullable String schedulingStatusName,

        @Schema(description = "Status of the order", example = "23005") @Nullable Integer orderStatus,

        @Schema(description = "That in words", example = "in transit") @Nullable String orderStatusName,

        @Nullable String senderName,
        @Nullable String senderProvinceName,
        @Nullable String senderCityName,
        @Nullable String senderCountyName,
        @Nullable String receiverName,
        @Nullable String receiverProvinceName,
        @Nullable String receiverCityName,
        @Nullable String receiverCountyName,

        @Schema(description = "Outlet where the parcel is; null on the way") @Nullable String currentAgencyName) {}
