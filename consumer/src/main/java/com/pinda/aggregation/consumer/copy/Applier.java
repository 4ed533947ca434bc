package com.pinda.aggregation.consumer.copy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Kafka in, database out: a poll is one transaction of rows, deletes and progress. Safe for use by many threads. */
@Component
final class Applier {

    private final Copies copies;
    private final Keys keys;
    private final Progress progress;
    private final CopyStates states;
    private final Tombstones tombstones;
    private final Rows rows;
    private final TransactionOperations transaction;

    Applier(
            Copies copies,
            Keys keys,
            Progress progress,
            CopyStates states,
            Tombstones tombstones,
            Rows rows,
            TransactionOperations transaction) {
        this.copies = copies;
        this.keys = keys;
        this.progress = progress;
        this.states = states;
        this.tombstones = tombstones;
        this.rows = rows;
        this.transaction = transaction;
    }

    /**
     * What became of a poll.
     *
     * @param changes how many changes were applied that had not been before
     * @param newest the newest change of each partition
     * @param stopped partitions that were applied up to a record only, as that cannot be
     */
    record Outcome(long changes, Map<TopicPartition, Change> newest, Map<TopicPartition, BadChangeException> stopped) {}

    /**
     * Applies a poll; a record that cannot be applied ends its partition's share of it, the others' is applied.
     *
     * @throws LostProgressException where what came before the poll is not in the database any more
     */
    Outcome apply(ConsumerRecords<byte[], byte[]> poll) {
        var stopped = new HashMap<TopicPartition, BadChangeException>();
        var ends = new HashMap<TopicPartition, Long>();
        while (true) {
            try {
                var batch = Batch.of(poll, ends, copies, keys);
                return new Outcome(written(batch), batch.newest(), stopped);
            } catch (BadChangeException e) {
                stopped.put(e.partition(), e);
                ends.put(e.partition(), e.offset());
            }
        }
    }

    /** A table or column that was dropped is made again, where it is to be, when the poll is tried again. */
    private long written(Batch batch) {
        try {
            return write(batch);
        } catch (MovedCopyException e) {
            forget(e.tables());
            throw e;
        } catch (DataAccessException e) {
            if (Sql.hasCode(e, Sql.NO_SUCH_TABLE) || Sql.hasCode(e, Sql.NO_SUCH_COLUMN)) {
                forget(batch.changes().keySet());
            }
            throw e;
        }
    }

    private void forget(Set<CopiedTable> tables) {
        var topics = tables.stream().map(CopiedTable::topic).collect(Collectors.toSet());
        copies.forget(topics);
        keys.forget(topics);
    }

    private long write(Batch batch) {
        if (batch.records().isEmpty()) {
            return 0;
        }
        progress.add(batch.records().keySet());
        var begun = new ArrayList<CopiedTable>();
        var changes = transaction.execute(status -> {
            begun.clear();
            var nextOffsets = progress.lock(batch.records().keySet());
            states.lock(batch.changed()).forEach((table, state) -> {
                write(table, Due.of(batch.changes(table), state.truncatedPosition(), nextOffsets));
                if (state.untouched()) {
                    begun.add(table);
                }
            });
            return progress.advance(batch, nextOffsets);
        });
        progress.committed(batch);
        begun.forEach(states::begun);
        return changes;
    }

    /**
     * Deletes come first: a key that differs from a deleted one by case only may be the same row to a copy that was
     * made by hand. A change that was applied before is applied again only where it shows nothing older than what is
     * there.
     */
    private void write(CopiedTable table, Due due) {
        rows.delete(due.deletes(), false);
        rows.delete(due.tombstones(), false);
        rows.delete(due.replayedDeletes(), true);
        tombstones.remember(table, due.deletes());
        tombstones.remember(table, due.replayedDeletes());
        rows.upsert(due.upserts(), false);
        rows.upsert(tombstones.notDeletedSince(table, due.replayedUpserts()), true);
    }
}
