package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.freshness.CopyState;
import com.pinda.aggregation.query.freshness.KeptView;
import com.pinda.aggregation.query.freshness.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far one view follows the copies that it is made of. */
record ViewStatus(
        @Schema(description = "Table in pd_aggregation", example = "agg_waybill")
        String name,

        @Schema(description = "The copies whose rows it is made of")
        List<String> copies,

        @Schema(description = "loading: its rows were never all there; else the worst state of its copies")
        State state,

        @Schema(description = "Rows in it, some seconds old; null where there is no such table", example = "281")
        @Nullable Long rows,

        @Schema(
                description = "Whether the rows are an estimate of the database's, as of a large table",
                example = "false")
        boolean rowsEstimated,

        @Schema(description = "Keys whose rows are to be made anew", example = "0")
        long pending,

        @Schema(
                description = "Rows that cannot be made or written; all others flow, and a person has to look",
                example = "0")
        long parked,

        @Schema(description = "When rows were last made anew") @Nullable Instant refreshedAt,

        @Schema(
                description = "How far the view may be behind the sources, milliseconds; null while not known, as while"
                        + " keys are pending",
                example = "520")
        @Nullable Long lagMs) {

    ViewStatus {
        copies = List.copyOf(copies);
    }

    static ViewStatus of(KeptView view, @Nullable RowCount rows, Map<String, CopyState> copies) {
        var own =
                view.copies().stream().map(copies::get).filter(Objects::nonNull).toList();
        var complete = own.size() == view.copies().size();
        var worst = own.stream().map(CopyState::state).min(Comparator.naturalOrder());
        var state = view.filled() && complete ? worst.orElse(State.READY) : State.LOADING;
        var known = complete
                && view.filled()
                && view.pending() == 0
                && own.stream().allMatch(each -> each.lag().isPresent());
        return new ViewStatus(
                view.name(),
                view.copies(),
                state,
                rows == null ? null : rows.rows(),
                rows != null && rows.estimated(),
                view.pending(),
                view.parked(),
                Times.instant(view.refreshedMs()),
                known
                        ? own.stream()
                                .map(each -> each.lag().orElse(Duration.ZERO).toMillis())
                                .max(Comparator.naturalOrder())
                                .orElse(0L)
                        : null);
    }
}
