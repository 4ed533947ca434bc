package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.Freshness;
import com.pinda.aggregation.query.freshness.KeptView;
import com.pinda.aggregation.query.freshness.KeptViews;
import com.pinda.aggregation.query.freshness.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Synchronisation", description = "How far the copies and views follow their sources")
class SyncController {

    private final Freshness freshness;
    private final KeptViews views;
    private final RowCounts rows;
    private final Clock clock;

    SyncController(Freshness freshness, KeptViews views, RowCounts rows, Clock clock) {
        this.freshness = freshness;
        this.views = views;
        this.rows = rows;
        this.clock = clock;
    }

    @Operation(
            operationId = "syncStatus",
            summary = "State, lag and rows of every copy and view",
            description =
                    "Answers 200 also while copies are loading or stale; /actuator/health/readiness is the probe.")
    @GetMapping("/api/v1/sync/status")
    SyncStatus status() {
        return now();
    }

    @Operation(operationId = "syncStatusByItsFirstName", summary = "The same, where it was first")
    @GetMapping("/sync/status")
    SyncStatus statusByItsFirstName() {
        return now();
    }

    private SyncStatus now() {
        var copies = freshness.all();
        var byName = copies.stream()
                .collect(Collectors.toMap(each -> each.copy().name(), Function.identity(), (one, other) -> one));
        var kept = views.all();
        var counts = rows.of(Stream.concat(
                        copies.stream().map(each -> each.copy().name()),
                        kept.stream().map(KeptView::name))
                .toList());
        var parked = freshness.parked();
        var now = clock.instant();
        var tables = copies.stream()
                .map(each -> TableStatus.of(each, counts.get(each.copy().name()), parked))
                .toList();
        var statuses = kept.stream()
                .map(view -> ViewStatus.of(view, counts.get(view.name()), byName))
                .toList();
        return new SyncStatus(
                Stream.concat(
                                tables.stream().map(TableStatus::state),
                                statuses.stream().map(ViewStatus::state))
                        .min(Comparator.naturalOrder())
                        .orElse(State.READY),
                freshness.captures().stream()
                        .map(each -> CaptureStatus.of(each, now))
                        .toList(),
                tables,
                statuses);
    }
}
