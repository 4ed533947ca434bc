package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** How far everything follows its source. */
record SyncStatus(
        @Schema(
                description = "The worst state of any table or view: loading before stale before ready",
                example = "ready")
        State state,

        @Schema(description = "What reads the sources, one for each canal destination")
        List<CaptureStatus> captures,

        @Schema(description = "Every expected table, then every other that is copied")
        List<TableStatus> tables,

        @Schema(description = "Every view that is kept") List<ViewStatus> views) {

    SyncStatus {
        captures = List.copyOf(captures);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }
}
