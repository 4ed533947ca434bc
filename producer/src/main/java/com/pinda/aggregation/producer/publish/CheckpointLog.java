package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the last committed checkpoint: where a producer goes on. */
final class CheckpointLog {

    private static final Logger log = LoggerFactory.getLogger(CheckpointLog.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final long FIRST_STEP = 64;

    private final TopicPartition partition;
    private final String destination;
    private final AvroDeserializer values;
    private final Duration patience;

    /**
     * A log.
     *
     * @param patience longest wait for another destination's transaction to end
     */
    CheckpointLog(String topic, String destination, AvroDeserializer values, Duration patience) {
        partition = new TopicPartition(topic, 0);
        this.destination = destination;
        this.values = values;
        this.patience = patience;
    }

    /**
     * The last checkpoint of the destination; empty where it never published anything.
     *
     * @param kafka reads committed records only
     * @param end where the topic ends, with what is not committed yet: a transaction of another destination that is
     *     open must not hide the checkpoints after it
     * @throws TimeoutException where a transaction before {@code end} stays open
     */
    Optional<LastCheckpoint> last(KafkaConsumer<byte[], byte[]> kafka, long end) {
        kafka.assign(List.of(partition));
        long begin = kafka.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        for (long step = FIRST_STEP; ; step *= step) {
            var from = Math.max(begin, end - step);
            var found = lastFrom(kafka, from, end);
            if (found.isPresent() || from == begin) {
                return found;
            }
        }
    }

    private Optional<LastCheckpoint> lastFrom(KafkaConsumer<byte[], byte[]> kafka, long from, long end) {
        kafka.seek(partition, from);
        var last = Optional.<LastCheckpoint>empty();
        var waited = Duration.ZERO;
        while (kafka.position(partition) < end) {
            var before = kafka.position(partition);
            for (var record : kafka.poll(POLL)) {
                var checkpoint = values.deserialize(record.topic(), record.value());
                if (checkpoint != null
                        && checkpoint.get("destination").toString().equals(destination)) {
                    last = Optional.of(CheckpointRecords.last(checkpoint));
                }
            }
            waited = kafka.position(partition) > before ? Duration.ZERO : waited.plus(POLL);
            tell(before, end, waited);
        }
        return last;
    }

    private void tell(long position, long end, Duration waited) {
        if (waited.compareTo(patience) > 0) {
            throw new TimeoutException("the last checkpoint of " + destination + " cannot be read: nothing came of "
                    + partition + " from offset " + position + " on for " + waited.toSeconds()
                    + " s; the broker is away, or a transaction of another producer has been open for so long");
        }
        if (waited.toSeconds() % TELL.toSeconds() == 1) {
            log.info(
                    "waiting for the broker, or for a transaction of another producer to end: partition={} offset={}"
                            + " end={} waited={}s",
                    partition,
                    position,
                    end,
                    waited.toSeconds());
        }
    }
}
