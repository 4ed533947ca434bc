package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * How far the source was read when a batch is published.
 *
 * @param last last entry of the batch
 * @param position its comparable position
 * @param gtidSet executed GTID set, null where the source has none
 * @param serverId server id of the source
 * @param commitTimeMs commit time of the last source transaction, milliseconds since the epoch
 * @param unfinishedTransaction the transaction that goes on in the next batch, null where none does
 * @param changes row changes in the batch
 */
public record Progress(
        LogPosition last,
        long position,
        @Nullable String gtidSet,
        long serverId,
        long commitTimeMs,
        @Nullable String unfinishedTransaction,
        long changes) {}
