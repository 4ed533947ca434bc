package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Checkpoints and heartbeats: how far the source was captured, and where each copied partition ended then. For one
 * thread.
 */
@Component
final class CaptureListener implements BatchMessageListener<byte[], byte[]> {

    private final TopicNames topics;
    private final Set<String> copiedTopics;
    private final AvroDeserializer avro;
    private final Progress progress;
    private final Captures captures;
    private final TransactionOperations transaction;

    CaptureListener(
            CopyProperties properties,
            SchemaRegistry registry,
            Progress progress,
            Captures captures,
            TransactionOperations transaction) {
        this.topics = properties.topics();
        this.copiedTopics =
                properties.copiedTables().stream().map(CopiedTable::topic).collect(Collectors.toUnmodifiableSet());
        this.avro = new AvroDeserializer(registry);
        this.progress = progress;
        this.captures = captures;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var checkpoints = new HashMap<String, GenericRecord>();
        var heartbeats = new HashMap<String, GenericRecord>();
        var ends = new HashMap<TopicPartition, Long>();
        for (var record : records) {
            var value = avro.deserialize(record.topic(), record.value());
            if (value == null) {
                continue;
            }
            var destination = value.get("destination").toString();
            if (record.topic().equals(topics.checkpoint())) {
                checkpoints.put(destination, value);
                ends(value, ends);
            } else {
                heartbeats.put(destination, value);
            }
        }
        transaction.executeWithoutResult(status -> {
            progress.ends(ends);
            checkpoints.values().forEach(captures::checkpoint);
            heartbeats.values().forEach(captures::heartbeat);
        });
    }

    private void ends(GenericRecord checkpoint, Map<TopicPartition, Long> ends) {
        for (var element : (List<?>) checkpoint.get("ends")) {
            var end = (GenericRecord) element;
            var topic = end.get("topic").toString();
            if (copiedTopics.contains(topic)) {
                ends.merge(
                        new TopicPartition(topic, (Integer) end.get("partition")),
                        (Long) end.get("end_offset"),
                        Math::max);
            }
        }
    }
}
