package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.CopyState;
import com.pinda.aggregation.query.freshness.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far one copy follows its source. */
record TableStatus(
        @Schema(description = "Table in pd_aggregation", example = "pd_driver_job")
        String name,

        @Schema(description = "Null where nobody copies it", example = "pd_work.pd_driver_job") @Nullable String sourceTable,

        @Schema(example = "tms.pd_work.pd_driver_job") @Nullable String topic,

        @Schema(
                description =
                        "loading: nothing was ever applied; stale: further behind than allowed, or not known how far")
        State state,

        @Schema(description = "Rows in it, some seconds old; null where there is no such table", example = "1680")
        @Nullable Long rows,

        @Schema(
                description = "Whether the rows are an estimate of the database's, as of a large table",
                example = "false")
        boolean rowsEstimated,

        @Schema(description = "Changes applied so far", example = "5310")
        long changes,

        @Schema(description = "Records published but not applied", example = "0")
        long pending,

        @Schema(
                description = "Records that could not be applied, or wait behind such; all others flow, and a person"
                        + " has to look",
                example = "0")
        long parked,

        @Schema(description = "Of the newest change applied") @Nullable BinlogPosition position,

        @Schema(description = "When that change was committed at the source") @Nullable Instant eventTime,

        @Schema(description = "When a change was last applied") @Nullable Instant appliedAt,

        @Schema(
                description = "How far the copy may be behind its source, milliseconds; null while not known",
                example = "420")
        @Nullable Long lagMs) {

    static TableStatus of(CopyState copyState, @Nullable RowCount rows, Map<String, Long> parked) {
        var copy = copyState.copy();
        return new TableStatus(
                copy.name(),
                copy.sourceTable(),
                copy.topic(),
                copyState.state(),
                rows == null ? null : rows.rows(),
                rows != null && rows.estimated(),
                copy.changes(),
                copy.pending(),
                copy.topic() == null ? 0 : parked.getOrDefault(copy.topic(), 0L),
                BinlogPosition.of(copy.position()),
                Times.instant(copy.eventTsMs()),
                Times.instant(copy.appliedTsMs()),
                copyState.lag().map(Duration::toMillis).orElse(null));
    }
}
