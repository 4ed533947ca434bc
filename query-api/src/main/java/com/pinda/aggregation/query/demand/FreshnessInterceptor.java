package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.freshness.ReadsView;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import com.pinda.aggregation.query.freshness.ViewProgress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Has a request wait until the view that it reads is as fresh as it demands. A request that waits has neither a thread
 * nor a connection to the database; it comes here again when its wait is over.
 */
@Component
class FreshnessInterceptor implements HandlerInterceptor {

    private static final String APPLIED = "Preference-Applied";

    private final ViewFreshness freshness;
    private final Waiters waiters;
    private final Duration maxWait;
    private final Clock clock;

    FreshnessInterceptor(ViewFreshness freshness, Waiters waiters, QueryProperties properties, Clock clock) {
        this.freshness = freshness;
        this.waiters = waiters;
        this.maxWait = properties.maxWait();
        this.clock = clock;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        var reads = method.getMethodAnnotation(ReadsView.class);
        if (reads == null) {
            return true;
        }
        var async = WebAsyncUtils.getAsyncManager(request);
        if (async.hasConcurrentResult()) {
            var outcome = async.getConcurrentResult();
            async.clearConcurrentResult();
            if (outcome instanceof RuntimeException failure) {
                throw failure;
            }
            return true;
        }
        var demand = Demand.of(request, clock.instant(), maxWait);
        if (demand.isNone()) {
            return true;
        }
        demand.patience().ifPresent(wait -> response.setHeader(APPLIED, "wait=" + wait.toSeconds()));
        var view = reads.value();
        var progress = freshness.progress(view);
        refuse(demand, progress);
        var now = clock.instant();
        if (progress.reached().filter(reached -> demand.isMetBy(reached, now)).isPresent()) {
            return true;
        }
        var patience = demand.patience()
                .filter(wait -> !wait.isZero())
                .orElseThrow(() -> new NotMetException(view, demand, progress, now));
        var waiter = new Waiter(view, demand, patience);
        async.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
        waiters.add(waiter);
        async.startDeferredResultProcessing(waiter.result());
        return false;
    }

    private static void refuse(Demand demand, ViewProgress progress) {
        demand.position().flatMap(wanted -> wanted.refusal(progress.captured())).ifPresent(complaint -> {
            throw new BadHeaderException(Demand.MIN_POSITION, complaint);
        });
    }
}
