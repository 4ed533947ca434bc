package com.pinda.aggregation.query.transporttask;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which transport tasks the back office asks for. A null or empty filter is none. */
record TransportTaskQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "Contained in the transport task no.", example = "1330465862") @Size(max = 255) @Nullable String id,

        @Schema(description = "Contained in the name of a driver of one of the task's jobs", example = "张")
        @Size(max = 255) @Nullable String driverName,

        @Schema(description = "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", example = "2") @Nullable Integer status)
        implements PageQuery {}
