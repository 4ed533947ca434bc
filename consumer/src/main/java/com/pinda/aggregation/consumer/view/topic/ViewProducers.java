package com.pinda.aggregation.consumer.view.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Producers with transactions, one for each that is open at a time. Locks of the database are held while they send, so
 * they give up soon.
 */
final class ViewProducers {

    private static final Duration TRANSACTION = Duration.ofSeconds(15);
    private static final Duration DELIVERY = Duration.ofSeconds(8);
    private static final Duration REQUEST = Duration.ofSeconds(4);

    private final DefaultKafkaProducerFactory<Object, Object> producers;

    /** @param others whose settings and serializers these have, too */
    ViewProducers(ProducerFactory<Object, Object> others, String prefix) {
        var settings = new HashMap<>(others.getConfigurationProperties());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5L);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producers = new DefaultKafkaProducerFactory<>(settings);
        producers.setTransactionIdPrefix(prefix + "-view-" + UUID.randomUUID() + "-");
        producers.setPhysicalCloseTimeout(1);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** A producer for one thread, to be closed: it is kept for the next one, or ended where it failed. */
    Producer<Object, Object> open() {
        return producers.createProducer();
    }

    /** Where tests put themselves between. */
    DefaultKafkaProducerFactory<Object, Object> factory() {
        return producers;
    }

    void destroy() {
        producers.destroy();
    }
}
