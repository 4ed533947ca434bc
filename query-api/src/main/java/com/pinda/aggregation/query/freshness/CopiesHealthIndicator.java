package com.pinda.aggregation.query.freshness;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Ready when every expected copy was filled. */
@Component
class CopiesHealthIndicator implements HealthIndicator {

    private final Freshness freshness;
    private final AwaitedDatabase database;

    CopiesHealthIndicator(Freshness freshness, AwaitedDatabase database) {
        this.freshness = freshness;
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            var loading = freshness.missing();
            database.answered();
            return loading.isEmpty()
                    ? Health.up().build()
                    : Health.outOfService().withDetail("loading", loading).build();
        } catch (DataAccessException e) {
            return Health.down().withDetail("reason", database.away(e)).build();
        }
    }
}
