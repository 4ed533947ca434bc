package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.Capture;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far one capture has read its source. */
record CaptureStatus(
        @Schema(description = "canal destination", example = "tms")
        String destination,

        @Schema(description = "Binlog file of the last change published", example = "mysql-bin.000007")
        String file,

        @Schema(description = "Offset in it, bytes", example = "1233")
        long offset,

        @Nullable BinlogPosition position,

        @Schema(description = "Executed GTID set; null from MySQL") @Nullable String gtid,

        @Schema(description = "Commit time of the last source transaction published") @Nullable Instant commitTime,

        @Schema(description = "All that the source committed until then was read") @Nullable Instant aliveAt,

        @Schema(description = "Since then, milliseconds", example = "420")
        long silentMs) {

    static CaptureStatus of(Capture capture, Instant now) {
        return new CaptureStatus(
                capture.destination(),
                capture.file(),
                capture.pos(),
                BinlogPosition.of(capture.position()),
                capture.gtid(),
                Times.instant(capture.commitTsMs()),
                Times.instant(capture.aliveTsMs()),
                Math.max(0, now.toEpochMilli() - capture.aliveTsMs()));
    }
}
