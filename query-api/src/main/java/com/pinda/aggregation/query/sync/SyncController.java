package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.CopyState;
import com.pinda.aggregation.query.freshness.Freshness;
import com.pinda.aggregation.query.freshness.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Comparator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Synchronisation", description = "How far the copies follow their sources")
class SyncController {

    private final Freshness freshness;
    private final RowCounts rows;
    private final Clock clock;

    SyncController(Freshness freshness, RowCounts rows, Clock clock) {
        this.freshness = freshness;
        this.rows = rows;
        this.clock = clock;
    }

    @Operation(
            operationId = "syncStatus",
            summary = "State, lag, position and rows of every copy",
            description =
                    "Answers 200 also while copies are loading or stale; /actuator/health/readiness is the probe.")
    @GetMapping("/sync/status")
    SyncStatus status() {
        var copies = freshness.all();
        var counts = rows.of(copies.stream().map(each -> each.copy().name()).toList());
        var parked = freshness.parked();
        var now = clock.instant();
        return new SyncStatus(
                copies.stream()
                        .map(CopyState::state)
                        .min(Comparator.naturalOrder())
                        .orElse(State.READY),
                freshness.captures().stream()
                        .map(each -> CaptureStatus.of(each, now))
                        .toList(),
                copies.stream()
                        .map(each -> TableStatus.of(each, counts.get(each.copy().name()), parked))
                        .toList());
    }
}
