package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/** A poll is tried until it is applied: whatever is wrong, nothing is passed over. */
public final class EndlessRetry extends DefaultErrorHandler {

    private final Watcher watcher;

    /** Is told how it goes, on the thread of the poll. */
    public interface Watcher extends RetryListener {

        /** This thread tries its poll no more: whoever reads it again tells how that goes. */
        void letGo();
    }

    /** Tells {@code watcher} of each poll that fails. */
    public EndlessRetry(Watcher watcher) {
        super(
                (record, failure) -> {
                    throw new IllegalStateException("a poll is never given up", failure);
                },
                backOff());
        setClassifications(Map.of(), true);
        setRetryListeners(watcher);
        this.watcher = watcher;
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
            watcher.letGo();
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
