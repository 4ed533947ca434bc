package com.pinda.aggregation.consumer.view.topic;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.kafka.KafkaException;

/** Lets the producers of views fail. */
public final class Faults {

    private Faults() {}

    /** A call of the producer's method fails while this is set, before anything is done. */
    public static AtomicBoolean of(ViewPublisher publisher, String method) {
        var failing = new AtomicBoolean();
        publisher.producers().factory().addPostProcessor(producer -> failing(producer, method, failing));
        publisher.producers().factory().reset();
        return failing;
    }

    @SuppressWarnings("unchecked") // it is the producer's only interface
    private static Producer<Object, Object> failing(
            Producer<Object, Object> producer, String name, AtomicBoolean failing) {
        return (Producer<Object, Object>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name) && failing.get()) {
                        throw new KafkaException("as the test wants it");
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
