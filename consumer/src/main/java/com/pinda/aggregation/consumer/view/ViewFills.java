package com.pinda.aggregation.consumer.view;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has rows made anew without a change: all of a view, in their place, or those that are parked. */
@Component
final class ViewFills {

    private static final Logger log = LoggerFactory.getLogger(ViewFills.class);

    private static final int PARKED_AT_ONCE = 10_000;

    private final ViewStates states;
    private final Membership membership;
    private final ViewProgress progress;
    private final RefreshSender sender;
    private final ParkedKeys parked;
    private final Queries queries;
    private final Clock clock;

    ViewFills(
            ViewStates states,
            Membership membership,
            ViewProgress progress,
            RefreshSender sender,
            ParkedKeys parked,
            Queries queries,
            Clock clock) {
        this.states = states;
        this.membership = membership;
        this.progress = progress;
        this.sender = sender;
        this.parked = parked;
        this.queries = queries;
        this.clock = clock;
    }

    /** Puts all keys into the topic, where that was asked for: those that rows can have, and those that are there. */
    void look(Build build) {
        var view = build.view();
        var state = states.of(view.name()).orElseThrow();
        if (state.put() < state.asked() && membership.isShared()) {
            var count = new AtomicLong();
            var sending = sender.begin();
            var columns = view.definition().key().size();
            send(view, view.select().keysOnce(view.keysIn(build.table()), columns), sending, count);
            progress.ends(sending.end());
            states.put(view.name(), state.asked());
            log.info("view is being filled: view={} keys={}", view.name(), count);
        }
        if (!state.filled() && states.filled(view.name(), clock.millis())) {
            log.info("view is filled: view={}", view.name());
        }
    }

    private void send(View view, String sql, RefreshSender.Sending sending, AtomicLong count) {
        queries.keys(sql, view.definition().key().size(), key -> {
            sending.send(view.name(), Lane.BULK, key);
            count.incrementAndGet();
        });
    }

    /** Puts keys into the topic whose rows could not be made or written; false where there are none. */
    boolean tryParked(View view) {
        var sending = sender.begin();
        var keys = parked.of(view.name(), PARKED_AT_ONCE);
        keys.forEach(key -> sending.sendToPublish(view.name(), Lane.BULK, key));
        progress.ends(sending.end());
        return !keys.isEmpty();
    }
}
