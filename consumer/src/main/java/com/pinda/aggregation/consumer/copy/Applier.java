package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.ParkedRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Kafka in, database out: a poll is one transaction of rows, deletes, parked records and progress. Safe for use by many
 * threads.
 */
@Component
final class Applier {

    private final Copies copies;
    private final Keys keys;
    private final Readers readers;
    private final Progress progress;
    private final CopyStates states;
    private final BatchWriter writer;
    private final Parking parking;
    private final TransactionOperations transaction;

    Applier(
            Copies copies,
            Keys keys,
            Readers readers,
            Progress progress,
            CopyStates states,
            BatchWriter writer,
            Parking parking,
            TransactionOperations transaction) {
        this.copies = copies;
        this.keys = keys;
        this.readers = readers;
        this.progress = progress;
        this.states = states;
        this.writer = writer;
        this.parking = parking;
        this.transaction = transaction;
    }

    /**
     * What became of a poll.
     *
     * @param changes how many changes were applied that had not been before
     * @param newest the newest change of each partition
     * @param stopped partitions that were applied up to a record only, as that can neither be applied nor parked
     */
    record Outcome(long changes, Map<TopicPartition, Change> newest, Map<TopicPartition, BadChangeException> stopped) {}

    /**
     * Applies a poll; what cannot be applied is parked. A record that cannot be parked either ends its partition's
     * share of the poll, the others' is applied.
     *
     * @throws LostProgressException where what came before the poll is not in the database any more
     */
    Outcome apply(ConsumerRecords<byte[], byte[]> poll) {
        var stopped = new HashMap<TopicPartition, BadChangeException>();
        var ends = new HashMap<TopicPartition, Long>();
        while (true) {
            try {
                var batch = Batch.of(poll, ends, copies, keys);
                var changes = readers.writing(batch.changes().keySet(), () -> write(batch));
                return new Outcome(changes, batch.newest(), stopped);
            } catch (BadChangeException e) {
                stopped.put(e.partition(), e);
                ends.put(e.partition(), e.offset());
            }
        }
    }

    private long write(Batch batch) {
        if (batch.records().isEmpty()) {
            return 0;
        }
        progress.add(batch.records().keySet());
        var applied = transaction.execute(status -> {
            var nextOffsets = progress.lock(batch.records().keySet());
            var written = writer.write(batch, nextOffsets, parking.keys(batch.topics()));
            var parked = parking.park(written.held());
            return new Applied(progress.advance(batch, nextOffsets, written.held()), written.begun(), parked);
        });
        progress.committed(batch);
        applied.begun().forEach(states::begun);
        parking.parked(applied.parked());
        return applied.changes();
    }

    private record Applied(long changes, List<CopiedTable> begun, List<ParkedRecord> parked) {}
}
