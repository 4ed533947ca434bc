package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.copy.CopyStates.State;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes all of a batch that can be written, in the present transaction, and tells what is left. */
@Component
final class BatchWriter {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private final Copies copies;
    private final CopyStates states;
    private final DueWriter writer;
    private final KeyWriter keyWriter;

    BatchWriter(Copies copies, CopyStates states, DueWriter writer, KeyWriter keyWriter) {
        this.copies = copies;
        this.states = states;
        this.writer = writer;
        this.keyWriter = keyWriter;
    }

    /**
     * What became of a batch.
     *
     * @param held the records that are not applied
     * @param begun tables to which nothing was applied before
     */
    record Written(List<Held> held, List<CopiedTable> begun) {}

    /**
     * Writes a batch.
     *
     * @param nextOffsets first offset of each partition that was not applied yet. A record before it was applied, or is
     *     parked, or was dropped: where it cannot be applied it is passed over
     * @param waiting hashes of the keys, by partition, of which nothing is applied
     */
    Written write(Batch batch, Map<TopicPartition, Long> nextOffsets, Map<TopicPartition, Set<ByteBuffer>> waiting) {
        return new Run(batch, nextOffsets, waiting).write();
    }

    private final class Run {

        private final Batch batch;
        private final Map<TopicPartition, Long> nextOffsets;
        private final Map<TopicPartition, Set<ByteBuffer>> waiting;
        private final List<Held> held = new ArrayList<>();
        private final List<CopiedTable> begun = new ArrayList<>();

        /** Keys that are done with, bad as they may be. */
        private final Set<Place> done = new HashSet<>();

        Run(Batch batch, Map<TopicPartition, Long> nextOffsets, Map<TopicPartition, Set<ByteBuffer>> waiting) {
            this.batch = batch;
            this.nextOffsets = nextOffsets;
            this.waiting = waiting;
        }

        private record Place(TopicPartition partition, ByteBuffer key) {}

        Written write() {
            holdWaiting();
            states.lock(batch.changed()).forEach(this::write);
            batch.bad().forEach(this::hold);
            return new Written(held, begun);
        }

        private void holdWaiting() {
            waiting.forEach((partition, ofPartition) -> batch.records().getOrDefault(partition, List.of()).stream()
                    .filter(record -> isNew(record) && waits(record))
                    .forEach(record -> held.add(Held.behind(record, "a parked record of its key"))));
        }

        private boolean waits(ConsumerRecord<byte[], byte[]> record) {
            var ofPartition = waiting.get(new TopicPartition(record.topic(), record.partition()));
            return ofPartition != null && ofPartition.contains(RecordKey.hashed(record));
        }

        private boolean isNew(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() >= next(new TopicPartition(record.topic(), record.partition()));
        }

        private long next(TopicPartition partition) {
            return nextOffsets.getOrDefault(partition, 0L);
        }

        private void write(CopiedTable table, State state) {
            var changes = batch.changes(table);
            if (!waiting.isEmpty()) {
                changes = changes.stream()
                        .filter(change -> !waits(change.record()))
                        .toList();
            }
            var refused = writer.write(table, Due.of(changes, state.truncatedPosition(), nextOffsets));
            for (var failure : refused) {
                if (isNew(failure.record())) {
                    writeSingly(table, state, RecordKey.of(failure.record()), failure.partition());
                } else {
                    passOver(failure);
                }
            }
            if (state.untouched() && changes.size() > refused.size()) {
                begun.add(table);
            }
        }

        private static void passOver(BadChangeException failure) {
            log.warn("read again and passed over, as it was applied or dropped before: {}", failure.getMessage());
        }

        private void writeSingly(CopiedTable table, State state, ByteBuffer key, TopicPartition partition) {
            done.add(new Place(partition, key));
            held.addAll(keyWriter.write(table, state, batch.ofKey(partition, key, next(partition))));
        }

        /** A bad record, and what comes after it, unless its key is done with already. */
        private void hold(BadChangeException failure) {
            var partition = failure.partition();
            var key = RecordKey.of(failure.record());
            if (done.contains(new Place(partition, key)) || waits(failure.record())) {
                return;
            }
            if (isNew(failure.record())) {
                held.addAll(Held.from(batch.ofKey(partition, key, failure.offset()), failure));
                return;
            }
            passOver(failure);
            if (!batch.ofKey(partition, key, next(partition)).isEmpty()) {
                var table = copies.table(partition.topic());
                states.lock(Set.of(table)).forEach((locked, state) -> writeSingly(locked, state, key, partition));
            }
        }
    }
}
