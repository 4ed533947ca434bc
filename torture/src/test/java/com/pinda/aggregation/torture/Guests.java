package com.pinda.aggregation.torture;

import static com.pinda.aggregation.torture.Trial.await;

import com.pinda.aggregation.torture.rig.Rig;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Members of the consumers' group that come, take partitions, apply nothing and go: two rebalances each. */
final class Guests {

    private static final Duration STAY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;

    Guests(String bootstrapServers) {
        settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                Rig.COPY_GROUP,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                1,
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }

    /** One after the other, for two seconds each; how many of them got partitions. */
    int comeAndGo(int count) {
        var served = 0;
        for (int i = 0; i < count; i++) {
            try (var guest = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                guest.subscribe(Pattern.compile("tms\\.shop\\..*"));
                await().pollInterval(POLL).until(() -> {
                    guest.poll(POLL);
                    return !guest.assignment().isEmpty();
                });
                served++;
                var from = System.nanoTime();
                await().pollInterval(POLL).until(() -> {
                    guest.poll(POLL);
                    return System.nanoTime() - from > STAY.toNanos();
                });
            }
        }
        return served;
    }
}
