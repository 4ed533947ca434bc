package com.pinda.aggregation.query.freshness;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Ready when every expected copy was filled. */
@Component
class CopiesHealthIndicator implements HealthIndicator {

    private final Freshness freshness;

    CopiesHealthIndicator(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        try {
            var loading = freshness.missing();
            return loading.isEmpty()
                    ? Health.up().build()
                    : Health.outOfService().withDetail("loading", loading).build();
        } catch (DataAccessException e) {
            // The cause names hosts and accounts: the log of the pool has it, a probe does not need it.
            return Health.down()
                    .withDetail("reason", "the database does not answer")
                    .build();
        }
    }
}
