package com.pinda.aggregation.consumer.view;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/** Puts keys into the refresh topics. Safe for use by many threads. */
@Component
final class RefreshSender {

    /** Keys on their way; what is behind them waits until the broker has the first. */
    private static final int UNCONFIRMED = 20_000;

    /** Value of a key whose row is to be published even if it is as it was; others have none. */
    private static final byte[] PUBLISH = {'p'};

    private final RefreshTopics topics;
    private final ProducerFactory<Object, Object> producers;

    RefreshSender(RefreshTopics topics, ProducerFactory<Object, Object> producers) {
        this.topics = topics;
        this.producers = producers;
    }

    /** Begins to send; for one thread. */
    Sending begin() {
        return new Sending();
    }

    /** Which partition a key is always in. */
    static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** Keys that are being sent. */
    final class Sending {

        private final Producer<Object, Object> producer = producers.createProducer();
        private final Queue<Sent> sent = new ArrayDeque<>();
        private final Map<Spot, Long> ends = new HashMap<>();

        private record Sent(Spot spot, Future<RecordMetadata> future) {}

        void send(String view, Lane lane, ViewKey key) {
            send(view, lane, key, null);
        }

        /** The row is to be published even if it is as it was. */
        void sendToPublish(String view, Lane lane, ViewKey key) {
            send(view, lane, key, PUBLISH);
        }

        private void send(String view, Lane lane, ViewKey key, byte @Nullable [] value) {
            var bytes = key.bytes();
            var topic = topics.of(view, lane);
            var partition = partition(bytes, topic.partitions());
            var record = new ProducerRecord<Object, Object>(topic.name(), partition, bytes, value);
            sent.add(new Sent(new Spot(view, lane, partition), producer.send(record)));
            if (sent.size() > UNCONFIRMED) {
                confirm(sent.remove());
            }
        }

        /**
         * Waits until the broker has all; the end of each partition behind them.
         *
         * @throws KafkaException where it has not
         */
        Map<Spot, Long> end() {
            if (!sent.isEmpty()) {
                producer.flush();
            }
            while (!sent.isEmpty()) {
                confirm(sent.remove());
            }
            return ends;
        }

        private void confirm(Sent first) {
            try {
                ends.merge(first.spot, first.future.get().offset() + 1, Math::max);
            } catch (ExecutionException e) {
                topics.forget(first.spot.view(), first.spot.lane());
                throw new KafkaException("cannot put keys of view " + first.spot.view() + " into its topic", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted", e);
            }
        }
    }
}
