package com.pinda.aggregation.query.freshness;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer has written down about one copy. Times are milliseconds since the epoch, 0 where nothing was
 * applied.
 *
 * @param name table in {@code pd_aggregation}
 * @param sourceTable {@code database.table}; null where the consumer does not know the copy
 * @param topic where its changes come from; null where the consumer does not know the copy
 * @param firstAppliedMs when its first change was applied; null while nothing was
 * @param changes applied so far
 * @param pending records that are published but not applied
 * @param position packed position of the newest change applied, -1 where nothing was
 * @param eventTsMs commit time of the newest change applied
 * @param appliedTsMs when a change was last applied
 * @param behindTsMs of the partitions with pending records, the oldest commit time that one has reached; null where
 *     none has any
 */
public record Copy(
        String name,
        @Nullable String sourceTable,
        @Nullable String topic,
        @Nullable Long firstAppliedMs,
        long changes,
        long pending,
        long position,
        long eventTsMs,
        long appliedTsMs,
        @Nullable Long behindTsMs) {

    static Copy unknown(String name) {
        return new Copy(name, null, null, null, 0, 0, -1, 0, 0, null);
    }

    boolean filled() {
        return firstAppliedMs != null;
    }

    /**
     * The moment up to which the copy surely has everything, as far as one look can tell: all that the capture has read
     * where nothing is pending, else what the partition furthest behind has reached.
     */
    Optional<Long> completeUpTo(Optional<Long> captureAliveMs) {
        if (behindTsMs != null) {
            return Optional.of(behindTsMs).filter(time -> time > 0);
        }
        return captureAliveMs.or(() -> Optional.of(eventTsMs).filter(time -> time > 0));
    }
}
