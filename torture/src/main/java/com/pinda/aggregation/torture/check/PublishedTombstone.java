package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/** A record without a value. */
record PublishedTombstone(
        TableId table, RecordPlace at, @Nullable Row key, int home) implements Published {}
