package com.pinda.aggregation.query.couriertask;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which of their tasks a courier asks for. A null or empty filter is none. */
record CourierQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "The courier's user id", example = "1067246875800000001") @Size(max = 255) @Nullable String courierId,

        @Schema(description = "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", example = "4") @Nullable Integer status,

        @Schema(description = "1 pickup, 2 delivery", example = "1") @Nullable Integer taskType,

        @Schema(description = "The day on which the task ended, yyyy-MM-dd", example = "2026-02-28") @Nullable LocalDate date,

        @Schema(
                description = "Contained in the sender's name or phone, or in the no. of a waybill of the task's order",
                example = "")
        @Size(max = 255) @Nullable String keyword)
        implements PageQuery {}
