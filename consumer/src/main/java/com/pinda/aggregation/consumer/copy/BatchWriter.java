package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.copy.CopyStates.State;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Keys keys;
    private final CopyStates states;
    private final Tombstones tombstones;
    private final Rows rows;

    BatchWriter(Copies copies, Keys keys, CopyStates states, Tombstones tombstones, Rows rows) {
        this.copies = copies;
        this.keys = keys;
        this.states = states;
        this.tombstones = tombstones;
        this.rows = rows;
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
            var refused = BatchWriter.this.write(table, Due.of(changes, state.truncatedPosition(), nextOffsets));
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
            held.addAll(upTo(table, state, batch.ofKey(partition, key, next(partition))));
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

    /** Writes a key's records up to the last that can be; those from there on are left. */
    private List<Held> upTo(CopiedTable table, State state, List<ConsumerRecord<byte[], byte[]>> records) {
        var end = 0;
        var failure = Optional.<BadChangeException>empty();
        while (failure.isEmpty() && end < records.size()) {
            failure = unreadable(records.get(end));
            end += failure.isEmpty() ? 1 : 0;
        }
        while (end > 0) {
            var refusal = refusal(table, state, records.subList(0, end));
            if (refusal.isEmpty()) {
                break;
            }
            failure = refusal;
            end--;
        }
        var left = records.subList(end, records.size());
        return failure.map(first -> Held.from(left, first)).orElse(List.of());
    }

    private Optional<BadChangeException> unreadable(ConsumerRecord<byte[], byte[]> record) {
        var read = changes(List.of(record));
        read.last();
        return read.bad().stream().findFirst();
    }

    /** Writes the last of a key's records, where it is taken. */
    private Optional<BadChangeException> refusal(
            CopiedTable table, State state, List<ConsumerRecord<byte[], byte[]>> records) {
        var due = Due.of(changes(records).last(), state.truncatedPosition(), Map.of());
        return write(table, due).stream().findFirst();
    }

    private KeyedChanges changes(List<ConsumerRecord<byte[], byte[]>> records) {
        var changes = new KeyedChanges(copies, keys, true);
        records.forEach(changes::add);
        return changes;
    }

    /**
     * Deletes come first: a key that differs from a deleted one by case only may be the same row to a copy that was
     * made by hand. A change that was applied before is applied again only where it shows nothing older than what is
     * there. Returns what the database refused.
     */
    private List<BadChangeException> write(CopiedTable table, Due due) {
        var refused = new ArrayList<BadChangeException>();
        refused.addAll(rows.delete(due.deletes(), false));
        refused.addAll(rows.delete(due.tombstones(), false));
        refused.addAll(rows.delete(due.replayedDeletes(), true));
        tombstones.remember(table, without(refused, due.deletes()));
        tombstones.remember(table, without(refused, due.replayedDeletes()));
        refused.addAll(rows.upsert(due.upserts(), false));
        refused.addAll(rows.upsert(tombstones.notDeletedSince(table, due.replayedUpserts()), true));
        return refused;
    }

    private static List<Change> without(List<BadChangeException> refused, List<Change> changes) {
        if (refused.isEmpty()) {
            return changes;
        }
        var records = refused.stream().map(BadChangeException::record).collect(Collectors.toSet());
        return changes.stream()
                .filter(change -> !records.contains(change.record()))
                .toList();
    }
}
