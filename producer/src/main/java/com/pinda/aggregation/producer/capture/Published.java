package com.pinda.aggregation.producer.capture;

import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says was published.
 *
 * @param state how far the log was read
 * @param epoch the epoch of its positions
 * @param publishedMs when it was published, milliseconds since the epoch
 * @param sourceServerId server id of the source that was read, null where canal-server did not tell
 * @param binlogBegunSeconds when the source began the binlog file of the last entry, by its own clock, seconds since
 *     the epoch; null where canal-server did not tell
 */
public record Published(
        ReadState state,
        int epoch,
        long publishedMs,
        @Nullable Long sourceServerId,
        @Nullable Long binlogBegunSeconds) {}
