package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/**
 * A record that a logged change has to have in its topic.
 *
 * @param key the record's key; null where the table has none, and where it is checked by chain only
 * @param otherKey the key of the other half where the change moves a row to another key; else null
 */
record Expected(
        Place place,
        @Nullable String gtid,
        TableId table,
        Operation operation,
        @Nullable Row key,
        @Nullable Row before,
        @Nullable Row after,
        @Nullable Row otherKey) {

    /** Whether a record claims to be this one, whatever its values. */
    boolean isToldBy(PublishedChange change) {
        return place.equals(change.place()) && operation == change.operation();
    }

    @Override
    public String toString() {
        return table + (key == null ? "" : " " + key) + " (" + operation.code() + ", " + place
                + (gtid == null ? "" : ", transaction " + gtid) + ")";
    }
}
