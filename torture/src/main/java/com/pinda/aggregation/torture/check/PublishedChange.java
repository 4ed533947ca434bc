package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/**
 * A change as a topic tells it.
 *
 * @param otherKey the key of the other half of a key change, from its header; null where there is none
 * @param place its source's file, pos and row
 * @param position its source's position
 * @param gtid its source's gtid
 * @param transaction id of its transaction
 * @param totalOrder its number within the transaction
 * @param tableOrder its number within the transaction's changes of this table
 */
record PublishedChange(
        TableId table,
        RecordPlace at,
        @Nullable Row key,
        int home,
        Operation operation,
        @Nullable Row before,
        @Nullable Row after,
        @Nullable Row otherKey,
        Place place,
        long position,
        @Nullable String gtid,
        String transaction,
        long totalOrder,
        long tableOrder)
        implements Published {

    /** For messages: table, key, place in the binlog and in the topics. */
    @Override
    public String toString() {
        return table + " " + (key == null ? "without key" : key) + " (" + operation.code() + ", " + place + ", " + at
                + ")";
    }
}
