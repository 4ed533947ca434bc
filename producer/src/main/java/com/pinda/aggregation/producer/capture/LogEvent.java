package com.pinda.aggregation.producer.capture;

import org.jspecify.annotations.Nullable;

/**
 * The binlog event that holds a change.
 *
 * @param file binlog file
 * @param offset start of the event in the file, bytes
 * @param position the comparable position, see {@link com.pinda.aggregation.schema.Position}
 * @param serverId server id of the source
 * @param timeMs commit time, milliseconds since the epoch, in whole seconds
 * @param gtid GTID of the source transaction, null where the source has none
 * @param transactionId GTID, or file and offset where the transaction begins
 */
public record LogEvent(
        String file,
        long offset,
        long position,
        long serverId,
        long timeMs,
        @Nullable String gtid,
        String transactionId) {}
