package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.Published;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Finds the last committed checkpoint: where a producer goes on. */
final class CheckpointLog {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long FIRST_STEP = 64;

    private final TopicNames names;
    private final String destination;
    private final AvroDeserializer values;

    CheckpointLog(TopicNames names, String destination, AvroDeserializer values) {
        this.names = names;
        this.destination = destination;
        this.values = values;
    }

    /**
     * The last checkpoint of the destination; empty where it never published anything. Reads committed records only.
     */
    Optional<Published> last(KafkaConsumer<byte[], byte[]> kafka) {
        var partition = new TopicPartition(names.checkpoint(), 0);
        var partitions = List.of(partition);
        kafka.assign(partitions);
        long begin = kafka.beginningOffsets(partitions).getOrDefault(partition, 0L);
        long end = kafka.endOffsets(partitions).getOrDefault(partition, 0L);
        for (long step = FIRST_STEP; ; step *= step) {
            var from = Math.max(begin, end - step);
            var found = lastFrom(kafka, partition, from, end);
            if (found.isPresent() || from == begin) {
                return found;
            }
        }
    }

    private Optional<Published> lastFrom(
            KafkaConsumer<byte[], byte[]> kafka, TopicPartition partition, long from, long end) {
        kafka.seek(partition, from);
        var last = Optional.<Published>empty();
        while (kafka.position(partition) < end) {
            for (var record : kafka.poll(POLL)) {
                var checkpoint = values.deserialize(record.topic(), record.value());
                if (checkpoint != null
                        && checkpoint.get("destination").toString().equals(destination)) {
                    last = Optional.of(CheckpointRecords.published(checkpoint));
                }
            }
        }
        return last;
    }
}
