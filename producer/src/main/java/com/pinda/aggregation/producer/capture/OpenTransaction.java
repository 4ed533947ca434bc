package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source transaction whose end was not read yet: what a reader needs to go on within it when canal does not send its
 * beginning again.
 *
 * @param id GTID, or file and offset where it begins
 * @param beginOffset start of its first entry, in the file of the last entry
 * @param hasBegin whether that entry is a BEGIN; MariaDB writes none
 * @param records how many of its records were sent
 * @param tableRecords how many of each table
 * @param checksum of the last entry, where the transaction is compressed
 * @param resends the entries of a compressed transaction with which canal may begin again
 */
public record OpenTransaction(
        String id,
        long beginOffset,
        boolean hasBegin,
        long records,
        Map<TableId, Long> tableRecords,
        int checksum,
        List<Resend> resends) {

    /**
     * The first entry of a batch that was not acknowledged. All entries of a compressed transaction have one offset, so
     * its checksum tells which it is.
     *
     * @param ordinal how many entries of the transaction came before it
     */
    public record Resend(int ordinal, int checksum) {}

    public OpenTransaction {
        tableRecords = Map.copyOf(tableRecords);
        resends = List.copyOf(resends);
    }

    /** The GTID, null where the source gives none: the other form of an id cannot be one. */
    public @Nullable String gtid() {
        return id.startsWith(LogCursor.PLACE) ? null : id;
    }
}
