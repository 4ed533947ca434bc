package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.freshness.Reached;
import com.pinda.aggregation.query.freshness.ViewProgress;
import com.pinda.aggregation.query.problem.Problems;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * A view is not as fresh as was demanded: answered 503, with what was wanted, what is reached, and what it waits for.
 */
final class NotMetException extends ErrorResponseException {

    private static final HttpStatus STATUS = HttpStatus.SERVICE_UNAVAILABLE;
    private static final String RETRY_SECONDS = "1";

    NotMetException(String view, Demand demand, ViewProgress progress, Instant now) {
        super(STATUS, Problems.of(STATUS, "freshness-not-met", "Freshness not met", detail(view, demand)), null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        var body = getBody();
        body.setProperty("view", view);
        body.setProperty("wanted", demand.wanted());
        body.setProperty(
                "reached", progress.reached().flatMap(Reached::position).orElse(null));
        body.setProperty("reachedTime", time(progress.reached()));
        body.setProperty("captured", progress.captured().position().orElse(null));
        body.setProperty("waitsFor", waitsFor(view, demand, progress, now));
    }

    private static String detail(String view, Demand demand) {
        return view + " has not reached " + demand.wanted() + " yet; "
                + (demand.patience().isPresent()
                        ? "try again, or wait longer"
                        : "try again, or have it waited for: Prefer: wait=5");
    }

    private static String waitsFor(String view, Demand demand, ViewProgress progress, Instant now) {
        if (!demand.isMetBy(progress.captured(), now)) {
            return "capture";
        }
        return progress.copiesBehind().isEmpty()
                ? "view " + view
                : "copy " + String.join(", ", progress.copiesBehind());
    }

    private static @Nullable String time(Optional<Reached> reached) {
        return reached.flatMap(Reached::aliveMs)
                .map(Instant::ofEpochMilli)
                .map(Object::toString)
                .orElse(null);
    }
}
