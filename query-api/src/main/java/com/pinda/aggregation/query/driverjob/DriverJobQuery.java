package com.pinda.aggregation.query.driverjob;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which driver jobs the back office asks for. A null or empty filter is none. */
record DriverJobQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "1 to do, 2 running, 3 reassigned, 4 done, 5 void", example = "2") @Nullable Integer status,

        @Schema(description = "Contained in the driver job no.", example = "1330465862") @Size(max = 255) @Nullable String id,

        @Schema(description = "Contained in the driver's name", example = "张") @Size(max = 255) @Nullable String driverName,

        @Schema(description = "Contained in the transport task no.; the task must exist", example = "")
        @Size(max = 255) @Nullable String taskTransportId)
        implements PageQuery {}
