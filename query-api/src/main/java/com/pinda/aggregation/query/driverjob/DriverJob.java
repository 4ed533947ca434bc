package com.pinda.aggregation.query.driverjob;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A driver job 司机作业, as {@code pd_driver_job} has it, with the names of what it refers to. */
record DriverJob(
        @Schema(description = "Driver job no.", example = "1330465862411206657")
        String id,

        @Nullable String startAgencyId,
        @Nullable String endAgencyId,

        @Schema(description = "1 to do, 2 running, 3 reassigned, 4 done, 5 void", example = "2") @Nullable Integer status,

        @Schema(description = "Staff user who drives", example = "1067246875800000001") @Nullable String driverId,

        @Nullable String taskTransportId,

        @Schema(description = "Who handed the goods over at loading") @Nullable String startHandover,

        @Schema(description = "Who took the goods over at the end") @Nullable String finishHandover,

        @Nullable LocalDateTime planDepartureTime,
        @Nullable LocalDateTime actualDepartureTime,
        @Nullable LocalDateTime planArrivalTime,
        @Nullable LocalDateTime actualArrivalTime,
        @Nullable LocalDateTime createTime,

        @Schema(description = "The status in words", example = "running") @Nullable String statusName,

        @Nullable String startAgencyName,
        @Nullable String endAgencyName,
        @Nullable String driverName,
        @Nullable String lineName,
        @Nullable String licensePlate,
        @Nullable String fleetName,

        @Schema(description = "Waybills on the truck", example = "20") @Nullable Long waybillCount) {}
