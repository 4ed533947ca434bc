package com.pinda.aggregation.consumer.copy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Whether consumers and Kafka accept each other: its certificate, their credentials, their rights. A listener tells
 * nobody why it waits, so its consumer is watched. Safe for use by many threads.
 */
@Component
final class KafkaAccess implements DefaultKafkaConsumerFactoryCustomizer {

    /** After this a listener asks again. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(KafkaAccess.class);

    private final AwaitedServers servers;
    private final Progress progress;
    private final Map<Watch, String> refused = new HashMap<>();

    KafkaAccess(AwaitedServers servers, Progress progress) {
        this.servers = servers;
        this.progress = progress;
    }

    @Override
    public void customize(DefaultKafkaConsumerFactory<?, ?> consumers) {
        watch(consumers);
    }

    private <K, V> void watch(DefaultKafkaConsumerFactory<K, V> consumers) {
        consumers.addPostProcessor(this::watched);
    }

    @SuppressWarnings("unchecked") // it is the consumer's only interface
    private <K, V> Consumer<K, V> watched(Consumer<K, V> consumer) {
        return (Consumer<K, V>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, new Watch(consumer));
    }

    /** Why a consumer is not let in, or does not trust who answers; empty where all are in. */
    synchronized Optional<String> refusal() {
        return refused.values().stream().findFirst();
    }

    private synchronized String refused(Watch consumer, Throwable failure) {
        var reason = AwaitedServers.reason(servers.kafka(), failure);
        if (refused.isEmpty()) {
            log.warn("nothing is read, tried again every {}: {}", RETRY, reason);
        }
        refused.put(consumer, reason);
        return reason;
    }

    /** Whether it had been refused. */
    private synchronized boolean accepted(Watch consumer) {
        var wasRefused = refused.remove(consumer) != null;
        if (wasRefused && refused.isEmpty()) {
            log.info("Kafka is read again");
        }
        return wasRefused;
    }

    private synchronized void closed(Watch consumer) {
        refused.remove(consumer);
    }

    private final class Watch implements InvocationHandler {

        private final Consumer<?, ?> consumer;

        Watch(Consumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                var result = method.invoke(consumer, arguments);
                if (method.getName().equals("poll")) {
                    rejoin(accepted(this));
                }
                return result;
            } catch (InvocationTargetException e) {
                var failure = e.getTargetException();
                if (failure instanceof AuthenticationException || failure instanceof AuthorizationException) {
                    // a poll that was being tried again may be behind the consumer, and not applied
                    progress.assigned(consumer.assignment());
                }
                if (failure instanceof AuthenticationException) {
                    // without its cause, with whose stack the listener would log it at each try
                    throw new AuthenticationException(refused(this, failure));
                }
                if (failure instanceof AuthorizationException) {
                    var unused = refused(this, failure);
                }
                throw failure;
            } finally {
                if (method.getName().equals("close")) {
                    closed(this);
                }
            }
        }

        /** A refusal ends the thread that sends heartbeats, and only who joins the group gets another. */
        private void rejoin(boolean wasRefused) {
            if (wasRefused) {
                consumer.enforceRebalance("Kafka had refused it");
            }
        }
    }
}
