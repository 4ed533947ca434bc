package com.pinda.aggregation.consumer.copy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/**
 * {@code cdc.changes.applied}, and {@code cdc.lag.ms}: the age of what was applied last, where there is more to apply.
 */
@Component
final class CopyMetrics {

    /** After the last change of a transaction comes its end, which is a record too and reaches nobody. */
    private static final long TRANSACTION_END = 1;

    private final Clock clock;
    private final Counter applied;
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Boolean> behind = new ConcurrentHashMap<>();

    CopyMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.applied = Counter.builder("cdc.changes.applied")
                .description("changes applied to the copies")
                .register(registry);
        registry.gauge("cdc.lag.ms", this, CopyMetrics::lagMs);
    }

    /** A poll was applied; on the consumer's own thread. */
    void applied(Applier.Outcome outcome, Consumer<?, ?> consumer) {
        applied.increment((double) outcome.changes());
        // a poll that was tried again may have outlived its partitions
        var assigned = consumer.assignment();
        outcome.newest().forEach((partition, change) -> {
            if (assigned.contains(partition)) {
                reached.put(partition, change.eventTsMs());
                var more = consumer.currentLag(partition).orElse(0) > TRANSACTION_END;
                behind.put(partition, more);
            }
        });
        outcome.stopped().keySet().forEach(this::fellBehind);
    }

    /** Changes that were parked were applied. */
    void released(long changes) {
        applied.increment((double) changes);
    }

    /** A poll could not be applied. */
    void failed(Collection<TopicPartition> partitions) {
        partitions.forEach(this::fellBehind);
    }

    private void fellBehind(TopicPartition partition) {
        reached.putIfAbsent(partition, clock.millis());
        behind.put(partition, true);
    }

    /** Partitions are another consumer's now. */
    void gone(Collection<TopicPartition> partitions) {
        behind.keySet().removeAll(partitions);
        reached.keySet().removeAll(partitions);
    }

    private double lagMs() {
        var oldest = behind.entrySet().stream()
                .filter(Map.Entry::getValue)
                .mapToLong(entry -> reached.getOrDefault(entry.getKey(), clock.millis()))
                .min();
        return oldest.isEmpty() ? 0 : Math.max(0, clock.millis() - oldest.getAsLong());
    }
}
