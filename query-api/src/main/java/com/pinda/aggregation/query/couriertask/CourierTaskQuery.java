package com.pinda.aggregation.query.couriertask;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which pickup and delivery tasks the back office asks for. A null or empty filter is none. */
record CourierTaskQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "1 pickup, 2 delivery", example = "1") @Nullable Integer taskType,

        @Schema(description = "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", example = "1") @Nullable Integer status,

        @Schema(description = "Contained in the no. of a waybill of the task's order", example = "")
        @Size(max = 255) @Nullable String transportOrderId,

        @Schema(description = "Contained in the courier's name", example = "李") @Size(max = 255) @Nullable String courierName,

        @Schema(description = "Contained in the sender's name", example = "") @Size(max = 255) @Nullable String senderName,

        @Schema(description = "Sender's province", example = "") @Size(max = 255) @Nullable String senderProvinceId,

        @Schema(description = "Sender's city", example = "") @Size(max = 255) @Nullable String senderCityId,

        @Schema(description = "Contained in the receiver's name", example = "") @Size(max = 255) @Nullable String receiverName,

        @Schema(description = "Receiver's province", example = "") @Size(max = 255) @Nullable String receiverProvinceId,

        @Schema(description = "Receiver's city", example = "") @Size(max = 255) @Nullable String receiverCityId)
        implements PageQuery {}
