package com.pinda.aggregation.consumer.deadletter;

import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What is parked, by topic. It is UP all the same: everything else flows, and a restart or another instance would mend
 * nothing; a person has to look.
 */
@Component("parkedHealthIndicator")
final class ParkedHealth implements HealthIndicator {

    private final ParkedCounts counts;

    ParkedHealth(ParkedCounts counts) {
        this.counts = counts;
    }

    @Override
    public Health health() {
        try {
            var health = Health.up();
            for (var count : counts.all()) {
                var details = new LinkedHashMap<String, Object>();
                details.put("records", count.records());
                details.put("oldest", count.oldest().toString());
                details.put("first", counts.first(count.topic()));
                details.put("unpublished", count.unpublished());
                health.withDetail(count.topic(), details);
            }
            return health.build();
        } catch (DataAccessException e) {
            return Health.unknown()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
