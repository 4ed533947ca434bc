package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/** A committed record of a table's topic. */
sealed interface Published permits PublishedChange, PublishedTombstone {

    TableId table();

    RecordPlace at();

    /** The key; null where the table has none. */
    @Nullable Row key();

    /** The partition that the key belongs to. */
    int home();
}
