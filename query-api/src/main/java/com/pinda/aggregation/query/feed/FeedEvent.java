package com.pinda.aggregation.query.feed;

import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A change of a view's row.
 *
 * @param name {@code created}, {@code updated} or {@code deleted}; empty for a record that tells nobody anything
 * @param id the row's
 * @param before the row as it was; null where there was none, or it is not known
 * @param after the row as it is; null where it is gone
 */
record FeedEvent(
        int partition,
        long offset,
        String name,
        String id,
        @Nullable GenericRecord before,
        @Nullable GenericRecord after) {

    boolean isTold() {
        return !name.isEmpty();
    }
}
