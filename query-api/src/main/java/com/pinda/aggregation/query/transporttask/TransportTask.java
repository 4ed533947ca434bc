package com.pinda.aggregation.query.transporttask;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A transport task 运输任务, as {@code pd_task_transport} has it, with the names of what it refers to. */
record TransportTask(
        @Schema(description = "Transport task no.", example = "1330465862411206657")
        String id,

        @Nullable String transportTripsId,
        @Nullable String startAgencyId,
        @Nullable String endAgencyId,

        @Schema(description = "1 to do, 2 running, 3 to confirm, 4 done, 5 cancelled", example = "2") @Nullable Integer status,

        @Schema(description = "1 not assigned, 2 assigned, 3 needs a human", example = "2") @Nullable Integer assignedStatus,

        @Schema(description = "1 empty, 2 half, 3 full", example = "1") @Nullable Integer loadingStatus,

        @Nullable String truckId,

        @Schema(description = "Proof of loading, an address") @Nullable String cargoPickUpPicture,

        @Schema(description = "Photo of the goods, an address") @Nullable String cargoPicture,

        @Schema(description = "Return receipt, an address") @Nullable String transportCertificate,

        @Schema(description = "Photo of the hand-over, an address") @Nullable String deliverPicture,

        @Schema(description = "Where it was loaded") @Nullable String deliveryLatitude,

        @Schema(description = "Where it was loaded") @Nullable String deliveryLongitude,

        @Schema(description = "Where it was handed over") @Nullable String deliverLatitude,

        @Schema(description = "Where it was handed over") @Nullable String deliverLongitude,

        @Nullable LocalDateTime planDepartureTime,
        @Nullable LocalDateTime actualDepartureTime,
        @Nullable LocalDateTime planArrivalTime,
        @Nullable LocalDateTime actualArrivalTime,
        @Nullable LocalDateTime planPickUpGoodsTime,
        @Nullable LocalDateTime actualPickUpGoodsTime,
        @Nullable LocalDateTime planDeliveryTime,
        @Nullable LocalDateTime actualDeliveryTime,
        @Nullable LocalDateTime createTime,

        @Schema(description = "The status in words", example = "running") @Nullable String statusName,

        @Nullable String assignedStatusName,
        @Nullable String loadingStatusName,
        @Nullable String startAgencyName,
        @Nullable String endAgencyName,
        @Nullable String tripName,
        @Nullable String lineName,
        @Nullable String licensePlate,

        @Schema(description = "Of the newest job that is not reassigned or void") @Nullable String driverName,

        @Schema(description = "Of all jobs") @Nullable String driverNames,

        @Schema(description = "Waybills on the truck", example = "20") @Nullable Long waybillCount) {}
