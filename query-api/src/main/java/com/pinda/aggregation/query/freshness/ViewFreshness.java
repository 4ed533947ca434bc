package com.pinda.aggregation.query.freshness;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Works out how old a view may be: as old as the copies that it is made of, once its rows are all there. */
@Component
public class ViewFreshness {

    private final Freshness freshness;
    private final KeptViews views;

    ViewFreshness(Freshness freshness, KeptViews views) {
        this.freshness = freshness;
        this.views = views;
    }

    /**
     * How far a view is, in the present transaction: what is read after it is at least as new.
     *
     * @throws NotReadyException where its rows were never all there
     */
    public Stand of(String view) {
        var kept = views.all().stream()
                .filter(each -> each.name().equals(view))
                .findFirst()
                .filter(KeptView::filled)
                .orElseThrow(() -> new NotReadyException(List.of(view)));
        var age = kept.pending() > 0 ? Optional.<Duration>empty() : freshness.age(kept.copies());
        return new Stand(age.isPresent() ? State.READY : State.STALE, age, Optional.empty());
    }
}
