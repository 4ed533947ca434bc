package com.pinda.aggregation.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.consumer.deadletter.ParkedRecord.State;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A parked record as it is published: its own key, value, headers and time; then the headers that Kafka Connect gives
 * its dead letters, and where the source logged the change. All values are text.
 *
 * @see <a href="https://kafka.apache.org/documentation/#connect_errorreporting">Kafka Connect's error reporting</a>
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> record, State state, Cause cause, SourcePosition source) {

    private static final String CONNECT = "__connect.errors.";

    /** Kafka Connect numbers a connector's tasks; a consumer group has none. */
    private static final String TASK = "0";

    ProducerRecord<byte[], byte[]> to(String topic, String group) {
        var headers = new RecordHeaders(record.headers().toArray());
        add(headers, CONNECT + "topic", record.topic());
        add(headers, CONNECT + "partition", record.partition());
        add(headers, CONNECT + "offset", record.offset());
        add(headers, CONNECT + "connector.name", group);
        add(headers, CONNECT + "task.id", TASK);
        add(headers, CONNECT + "stage", cause.stage());
        add(headers, CONNECT + "class.name", cause.failedClass());
        add(headers, CONNECT + "exception.class.name", cause.exceptionClass());
        add(headers, CONNECT + "exception.message", cause.reason());
        add(headers, CONNECT + "exception.stacktrace", cause.stacktrace());
        add(headers, "cdc.parked", state == State.BEHIND ? "behind" : "bad");
        add(headers, "cdc.source.file", source.file());
        add(headers, "cdc.source.pos", source.pos());
        add(headers, "cdc.source.gtid", source.gtid());
        add(headers, "cdc.source.position", source.position());
        return new ProducerRecord<>(topic, null, record.timestamp(), record.key(), record.value(), headers);
    }

    private static void add(RecordHeaders headers, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            headers.add(name, value.toString().getBytes(UTF_8));
        }
    }
}
