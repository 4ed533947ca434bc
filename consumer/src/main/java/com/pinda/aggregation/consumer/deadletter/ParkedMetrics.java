package com.pinda.aggregation.consumer.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** {@code cdc.parked}: the parked records of each topic, as it was when they were last looked at. */
@Component
public class ParkedMetrics {

    private static final Logger log = LoggerFactory.getLogger(ParkedMetrics.class);

    private final ParkedCounts counts;
    private final MultiGauge gauge;

    /** Also the topics of which nothing is parked any more: a gauge that goes away says nothing. */
    private final Map<String, Long> parked = new HashMap<>();

    ParkedMetrics(ParkedCounts counts, MeterRegistry registry) {
        this.counts = counts;
        this.gauge = MultiGauge.builder("cdc.parked")
                .description("records that are parked")
                .register(registry);
    }

    /** Looks at them. */
    public synchronized void look() {
        try {
            var now = counts.all();
            parked.replaceAll((topic, before) -> 0L);
            now.forEach(count -> parked.put(count.topic(), count.records()));
        } catch (DataAccessException e) {
            log.debug("parked records not counted", e);
            return;
        }
        gauge.register(
                parked.entrySet().stream()
                        .map(count -> Row.of(Tags.of("topic", count.getKey()), count.getValue()))
                        .collect(Collectors.toList()),
                true);
    }
}
