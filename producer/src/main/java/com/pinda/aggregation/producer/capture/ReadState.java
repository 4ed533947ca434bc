package com.pinda.aggregation.producer.capture;

import org.jspecify.annotations.Nullable;

/**
 * How far the log was read: what a checkpoint keeps of a {@link LogReader}, and what the next one goes on with.
 *
 * @param last the last entry
 * @param open the transaction that goes on after it, null where none does
 * @param gtidSet GTID set executed up to the last commit, null where the source has none
 * @param serverId server id that the last entry carries: that of the server where it was first executed
 * @param commitTimeMs commit time of the last source transaction, milliseconds since the epoch; of one that goes on,
 *     the time of its newest change
 */
public record ReadState(
        LogPosition last,
        @Nullable OpenTransaction open,
        @Nullable String gtidSet,
        long serverId,
        long commitTimeMs) {}
