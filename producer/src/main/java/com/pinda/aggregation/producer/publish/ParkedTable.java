package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of which changes are parked, as a checkpoint tells it. Offsets are those of the table's topic of parked
 * changes.
 *
 * @param table the table
 * @param cause why the first of them could not be published, and what to do
 * @param sinceMs since when, milliseconds since the epoch
 * @param changes how many are not released
 * @param pausedFrom the offset from which on none is released, of any key; null where only keys are parked
 * @param columns the columns that the newest of them has; empty where only keys are parked
 * @param keys the parked keys, each with the offset from which on none of its changes is released
 */
public record ParkedTable(
        TableId table,
        String cause,
        long sinceMs,
        long changes,
        @Nullable Long pausedFrom,
        List<TableLayout.Column> columns,
        Map<KeyDigest, Long> keys) {

    public ParkedTable {
        columns = List.copyOf(columns);
        keys = Map.copyOf(keys);
    }
}
