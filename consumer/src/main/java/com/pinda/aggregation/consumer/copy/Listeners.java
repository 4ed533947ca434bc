package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Whether each listener runs and is in touch with its group. A broker that is away fails no poll, the poll is empty;
 * but a consumer that has no broker, or waits to be let into its group, sends no heartbeat.
 */
@Component
final class Listeners {

    private static final String HEARTBEAT = "last-heartbeat-seconds-ago";

    private final ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;
    private final Duration silentAfter;

    Listeners(
            ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> containers, CopyProperties properties) {
        this.containers = containers;
        this.silentAfter = properties.silentAfter();
    }

    /** Why a listener gets nothing, by its name; for listeners that were started. */
    Map<String, String> reasons() {
        var reasons = new TreeMap<String, String>();
        containers.stream().forEach(container -> {
            if (container.isRunning()) {
                container.getContainers().forEach(each -> reason(each, reasons));
            } else {
                stopped(container, reasons);
            }
        });
        return reasons;
    }

    private void reason(MessageListenerContainer container, Map<String, String> reasons) {
        if (!container.isRunning()) {
            stopped(container, reasons);
            return;
        }
        var seconds = secondsSinceHeartbeat(container);
        if (seconds.isEmpty()) {
            reasons.put(container.getListenerId(), "it has not joined its group yet");
        } else if (seconds.getAsDouble() > silentAfter.toSeconds()) {
            reasons.put(
                    container.getListenerId(),
                    "nothing from its group for " + (long) seconds.getAsDouble()
                            + " s: Kafka is away, or a member is awaited; it goes on by itself");
        }
    }

    private static void stopped(MessageListenerContainer container, Map<String, String> reasons) {
        reasons.put(container.getListenerId(), "it stopped, the log says why; mend that and restart the consumer");
    }

    private static OptionalDouble secondsSinceHeartbeat(MessageListenerContainer container) {
        return container.metrics().values().stream()
                .flatMap(ofClient -> ofClient.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals(HEARTBEAT))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .filter(seconds -> seconds >= 0)
                .max();
    }
}
