package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import org.jspecify.annotations.Nullable;

/**
 * A committed row change of the source's binlog.
 *
 * @param transaction number of its transaction since the log was first read, in commit order
 * @param gtid GTID of its transaction, null where the source gives none
 * @param operation CREATE, UPDATE or DELETE
 * @param before the captured columns as they were; null for a CREATE, and where the table is checked by chain only
 * @param after the captured columns as they are; null for a DELETE, and where the table is checked by chain only
 */
record LoggedChange(
        Place place,
        int transaction,
        @Nullable String gtid,
        TableId table,
        Operation operation,
        @Nullable Row before,
        @Nullable Row after) {

    LoggedChange inTransaction(int number) {
        return new LoggedChange(place, number, gtid, table, operation, before, after);
    }
}
