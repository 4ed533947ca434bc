package com.pinda.aggregation.consumer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A table's changes by what is to be done with them. Those that the partition's progress says were applied before are
 * <em>replayed</em>: a batch that came again after a crash, or offsets that were set back. A tombstone that is replayed
 * says nothing: its delete was applied, and what came after is not known.
 */
record Due(
        List<Change> upserts,
        List<Change> deletes,
        List<Change> tombstones,
        List<Change> replayedUpserts,
        List<Change> replayedDeletes) {

    /**
     * Sorts changes.
     *
     * @param truncatedPosition rows up to it are gone
     * @param nextOffsets first offset of each partition that was not applied yet
     */
    static Due of(List<Change> changes, long truncatedPosition, Map<TopicPartition, Long> nextOffsets) {
        var due = new Due(
                new ArrayList<>(changes.size()),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (var change : changes) {
            var replayed = change.record().offset() < nextOffsets.getOrDefault(change.partition(), 0L);
            if (change.isTombstone()) {
                if (!replayed) {
                    due.tombstones.add(change);
                }
            } else if (change.deleted()) {
                (replayed ? due.replayedDeletes : due.deletes).add(change);
            } else if (change.position() > truncatedPosition) {
                (replayed ? due.replayedUpserts : due.upserts).add(change);
            }
        }
        return due;
    }
}
