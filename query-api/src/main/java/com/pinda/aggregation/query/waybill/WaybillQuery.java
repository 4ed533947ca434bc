package com.pinda.aggregation.query.waybill;

import com.pinda.aggregation.query.page.PageQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which waybills the back office asks for. A null or empty filter is none. */
record WaybillQuery(
        @Schema(description = "Which page, from 1 on", defaultValue = "1", example = "1") @Min(1) @Nullable Integer page,

        @Schema(description = "Items in a page", defaultValue = "10", example = "10") @Min(1) @Nullable Integer pageSize,

        @Schema(description = "Contained in the waybill no.", example = "1330465862") @Size(max = 255) @Nullable String id,

        @Schema(
                description =
                        "1 created, 2 loaded, 3 arrived at a hub, 4 arrived at the last outlet, 5 signed, 6 refused",
                example = "2")
        @Nullable Integer status,

        @Schema(description = "Contained in the sender's name", example = "") @Size(max = 255) @Nullable String senderName,

        @Schema(description = "Contained in the sender's phone", example = "") @Size(max = 255) @Nullable String senderPhone,

        @Schema(description = "Sender's province", example = "") @Size(max = 255) @Nullable String senderProvinceId,

        @Schema(description = "Sender's city", example = "") @Size(max = 255) @Nullable String senderCityId,

        @Schema(description = "Sender's county", example = "") @Size(max = 255) @Nullable String senderCountyId,

        @Schema(description = "Contained in the receiver's name", example = "") @Size(max = 255) @Nullable String receiverName,

        @Schema(description = "Contained in the receiver's phone", example = "") @Size(max = 255) @Nullable String receiverPhone,

        @Schema(description = "Receiver's province", example = "") @Size(max = 255) @Nullable String receiverProvinceId,

        @Schema(description = "Receiver's city", example = "") @Size(max = 255) @Nullable String receiverCityId,

        @Schema(description = "Receiver's county", example = "") @Size(max = 255) @Nullable String receiverCountyId)
        implements PageQuery {}
