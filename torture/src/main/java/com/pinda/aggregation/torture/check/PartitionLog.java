package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds along one partition, from one round to the next. */
final class PartitionLog {

    private @Nullable PublishedChange last;

    /** The delete whose tombstone has to come next. */
    private @Nullable PublishedChange deleted;

    void published(Published record, Violations violations) {
        if (record.at().partition() != record.home()) {
            violations.add(
                    Kind.PARTITION, record + " is not in partition " + record.home() + ", which its key belongs to");
        }
        if (record instanceof PublishedChange change) {
            noTombstone(violations, change);
            place(change, violations);
            if (change.operation() == Operation.DELETE && change.key() != null) {
                deleted = change;
            }
        } else {
            tombstone(record, violations);
        }
    }

    private void noTombstone(Violations violations, Published record) {
        if (deleted != null) {
            violations.add(Kind.TOMBSTONE, deleted + " is not followed by its tombstone, but by " + record.at());
            deleted = null;
        }
    }

    private void tombstone(Published record, Violations violations) {
        var delete = deleted;
        if (delete != null && Objects.equals(delete.key(), record.key())) {
            deleted = null;
            return;
        }
        noTombstone(violations, record);
        violations.add(
                Kind.TOMBSTONE,
                record.table() + " " + record.key() + ": the tombstone at " + record.at()
                        + " does not follow a delete of its key");
    }

    private void place(PublishedChange change, Violations violations) {
        var position = Position.of(change.position());
        var place = change.place();
        if (position.fileNumber() != Position.fileNumber(place.file()) || position.offset() != place.offset()) {
            violations.add(Kind.POSITION, change + ": its position says " + position);
        }
        var before = last;
        if (before != null && change.position() < before.position()) {
            violations.add(
                    Kind.POSITION,
                    change + ": its position " + position + " is below " + Position.of(before.position())
                            + ", that of the record before it, " + before);
        }
        if (before != null
                && before.transaction().equals(change.transaction())
                && change.totalOrder() <= before.totalOrder()) {
            violations.add(
                    Kind.NUMBER,
                    change + ": total_order " + change.totalOrder() + " of transaction " + change.transaction()
                            + " follows " + before.totalOrder());
        }
        last = change;
    }

    /** Nothing comes behind what was read. */
    void finish(Violations violations) {
        if (deleted != null) {
            violations.add(Kind.TOMBSTONE, deleted + " is not followed by its tombstone, but by nothing");
            deleted = null;
        }
    }
}
