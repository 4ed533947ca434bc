package com.pinda.aggregation.query.couriertask;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A pickup or delivery task 取派件任务, as {@code pd_task_pickup_dispatch} has it, with the names of what it refers to. */
record CourierTask(
        @Schema(description = "Task no.", example = "1330465862411206657")
        String id,

        @Nullable String orderId,

        @Schema(description = "1 pickup, 2 delivery", example = "1") @Nullable Integer taskType,

        @Schema(description = "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", example = "1") @Nullable Integer status,

        @Schema(description = "1 signed, 2 refused", example = "1") @Nullable Integer signStatus,

        @Nullable String agencyId,

        @Schema(description = "Staff user who collects or delivers", example = "1067246875800000001") @Nullable String courierId,

        @Nullable LocalDateTime estimatedStartTime,
        @Nullable LocalDateTime actualStartTime,
        @Nullable LocalDateTime estimatedEndTime,
        @Nullable LocalDateTime actualEndTime,
        @Nullable LocalDateTime confirmTime,
        @Nullable LocalDateTime cancelTime,

        @Schema(description = "1 none, 2 assigned, 3 needs a human", example = "2") @Nullable Integer assignedStatus,

        @Schema(description = "Remark, such as why it was cancelled") @Nullable String mark,

        @Nullable LocalDateTime createTime,

        @Schema(description = "The type in words", example = "pickup") @Nullable String taskTypeName,

        @Schema(description = "The status in words", example = "to do") @Nullable String statusName,

        @Nullable String signStatusName,
        @Nullable String assignedStatusName,
        @Nullable String agencyName,
        @Nullable String courierName,
        @Nullable String senderName,
        @Nullable String receiverName,

        @Schema(description = "The first waybill of the order", example = "1330465862411206657") @Nullable String waybillId) {}
