package com.pinda.aggregation.query.driverjob;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which of their jobs a driver asks for. A null or empty filter is none. */
record DriverQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "The driver's user id", example = "1067246875800000001") @Size(max = 255) @Nullable String driverId,

        @Schema(description = "1 to do, 2 running, 3 reassigned, 4 done, 5 void", example = "2") @Nullable Integer status,

        @Schema(description = "Contained in the driver job no. or in the transport task no.", example = "")
        @Size(max = 255) @Nullable String keyword)
        implements PageQuery {}
