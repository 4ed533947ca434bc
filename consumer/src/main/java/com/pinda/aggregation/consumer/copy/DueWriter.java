package com.pinda.aggregation.consumer.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes a table's changes in the present transaction. */
@Component
final class DueWriter {

    private final Tombstones tombstones;
    private final Rows rows;
    private final AppliedRecords applied;

    DueWriter(Tombstones tombstones, Rows rows, AppliedRecords applied) {
        this.tombstones = tombstones;
        this.rows = rows;
        this.applied = applied;
    }

    /**
     * Deletes come first: a key that differs from a deleted one by case only may be the same row to a copy that was
     * made by hand. A change that was applied before is applied again only where it shows nothing older than what is
     * there. Returns what the database refused.
     */
    List<BadChangeException> write(CopiedTable table, Due due) {
        var refused = new ArrayList<BadChangeException>();
        refused.addAll(rows.delete(due.deletes(), false));
        // what the row was that a tombstone takes is in no record any more
        refused.addAll(rows.delete(due.tombstones(), false, () -> applied.tellUntold(table)));
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
