package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.freshness.ViewProgress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.context.request.async.DeferredResult;

/** A request that waits until a view is as fresh as it demands. */
final class Waiter {

    /** Stands for an answer: the request goes on. */
    static final Object MET = "met";

    private final String view;
    private final Demand demand;
    private final long untilNanos;
    private final DeferredResult<Object> result;

    Waiter(String view, Demand demand, Duration patience) {
        this.view = view;
        this.demand = demand;
        untilNanos = System.nanoTime() + patience.toNanos();
        result = new DeferredResult<>(patience.plusSeconds(30).toMillis());
    }

    String view() {
        return view;
    }

    DeferredResult<Object> result() {
        return result;
    }

    /** Ends the wait where there is nothing to wait for any more; whether it is ended. */
    boolean see(ViewProgress progress, Clock clock) {
        var now = clock.instant();
        if (progress.reached().filter(reached -> demand.isMetBy(reached, now)).isPresent()) {
            return end(MET);
        }
        return isOver() ? end(new NotMetException(view, demand, progress, now)) : result.isSetOrExpired();
    }

    /** The view cannot be looked at. */
    boolean fail(RuntimeException failure) {
        return end(failure);
    }

    private boolean end(Object outcome) {
        result.setResult(outcome);
        return true;
    }

    private boolean isOver() {
        return System.nanoTime() - untilNanos >= 0;
    }
}
