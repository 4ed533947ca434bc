package com.pinda.aggregation.query.freshness;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one capture has read its source.
 *
 * @param position packed position of the last change published
 * @param file binlog file
 * @param pos offset in it, bytes
 * @param gtid executed GTID set; null from MySQL
 * @param commitTsMs commit time of the last source transaction published, milliseconds since the epoch
 * @param aliveTsMs all that the source committed until then was read, milliseconds since the epoch: the commit time of
 *     what was published last, or when nothing newer was found
 */
public record Capture(
        String destination,
        long position,
        String file,
        long pos,
        @Nullable String gtid,
        long commitTsMs,
        long aliveTsMs) {

    /** Up to where it has read, as the source itself says it: the GTID set, or {@code file:pos} where it tells none. */
    public String place() {
        return gtidSet().orElseGet(() -> file + ":" + pos);
    }

    /** The executed GTID set, where the source tells one. */
    public Optional<String> gtidSet() {
        return Optional.ofNullable(gtid).filter(set -> !set.isBlank());
    }
}
