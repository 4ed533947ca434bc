package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** A poll is tried until it is applied: whatever is wrong, nothing is passed over. */
final class EndlessRetry extends DefaultErrorHandler {

    private final CopyHealth health;

    EndlessRetry(CopyHealth health) {
        super(
                (record, failure) -> {
                    throw new IllegalStateException("a poll is never given up", failure);
                },
                backOff());
        setClassifications(Map.of(), true);
        setRetryListeners(health);
        this.health = health;
    }

    private static ExponentialBackOff backOff() {
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(Duration.ofSeconds(10).toMillis());
        return backOff;
    }

    /** Between two tries Kafka is polled, which may fail and end them; the container would go on behind the poll. */
    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> poll,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable listener) {
        try {
            super.handleBatch(failure, poll, consumer, container, listener);
        } catch (RuntimeException e) {
            health.letGo();
            goBack(poll, consumer);
            throw e;
        }
    }

    /** A poll that was tried again may have outlived its partitions. */
    private static void goBack(ConsumerRecords<?, ?> poll, Consumer<?, ?> consumer) {
        var assigned = consumer.assignment();
        poll.partitions().stream()
                .filter(assigned::contains)
                .forEach(partition ->
                        consumer.seek(partition, poll.records(partition).get(0).offset()));
    }
}
