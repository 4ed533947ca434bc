package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link LogReader} is in the log: the place of each entry, the transaction that it belongs to, and whether it
 * was read before, since canal sends whole transactions again after a restart or a lost connection.
 */
final class LogCursor {

    /** How a transaction begins: its id, where, and whether with a BEGIN. */
    private record Begin(String id, long offset, boolean hasBegin) {}

    /** What the id of a transaction without GTID begins with. */
    static final String PLACE = "file=";

    private static final int UNKNOWN = -1;

    /** How far the clocks of source and producer may differ. */
    private static final long CLOCK_TOLERANCE_MS = 60_000;

    private final int epoch;
    private final EntryBytes entry;
    private final List<OpenTransaction.Resend> resends = new ArrayList<>();

    /** Those of the last acknowledgements: canal may not have got them. */
    private final List<OpenTransaction.Resend> doubtful = new ArrayList<>();

    private @Nullable Published resumed;
    private @Nullable LogPosition last;
    private @Nullable Begin open;
    private int lastChecksum;
    private String file = "";
    private int fileNumber = UNKNOWN;
    private long offset = -1;
    private int ordinal;
    private long beginOffset = -1;
    private boolean hasBegin;
    private boolean inTransaction;
    private @Nullable OpenTransaction unlocated;
    private int checksum;
    private int checkedOrdinal = -1;
    private String transactionId = "";
    private @Nullable String gtid;
    private long transaction;
    private @Nullable String gtidSet;
    private long serverId;
    private long commitTimeMs;

    /**
     * A cursor after a checkpoint, or before whatever comes first where that is null.
     *
     * @param entry holds the entry that the cursor is told of
     */
    LogCursor(int epoch, EntryBytes entry, @Nullable Published checkpoint) {
        this.epoch = epoch;
        this.entry = entry;
        resumed = checkpoint;
        if (checkpoint != null) {
            var state = checkpoint.state();
            last = state.last();
            gtidSet = state.gtidSet();
            serverId = state.serverId();
            commitTimeMs = state.commitTimeMs();
            goOn(state);
        }
    }

    /** Takes up the transaction that the checkpoint cut, for canal may begin within it. */
    private void goOn(ReadState state) {
        var open = state.open();
        if (open == null) {
            return;
        }
        inTransaction = true;
        unlocated = open;
        file = state.last().file();
        offset = state.last().offset();
        ordinal = state.last().ordinal();
        beginOffset = open.beginOffset();
        hasBegin = open.hasBegin();
        transactionId = open.id();
        gtid = open.gtid();
        this.open = new Begin(transactionId, beginOffset, hasBegin);
        lastChecksum = open.checksum();
    }

    /** BEGIN starts the count anew: canal sends a transaction again from here when it lost its connection within it. */
    void begin(EntryHeader header) {
        locate(header, true);
        startTransaction(header, true);
        pass(header);
    }

    /**
     * Moves to rows.
     *
     * @return whether they were not read before
     */
    boolean rows(EntryHeader header) {
        if (beginsWithoutBegin(header)) {
            locate(header, true);
            startTransaction(header, false);
        } else {
            locate(header, false);
        }
        return pass(header);
    }

    /**
     * MariaDB has no BEGIN: the first rows after an END begin a transaction, and when they come again, begin it anew.
     */
    private boolean beginsWithoutBegin(EntryHeader header) {
        return !inTransaction || (!hasBegin && header.offset() == beginOffset && isSameFile(header));
    }

    /**
     * Moves to a statement that is logged by its text.
     *
     * @return whether it was not read before
     */
    boolean statement(EntryHeader header) {
        locate(header, false);
        return pass(header);
    }

    /** DDL commits of itself. */
    void statementCommitted(EntryHeader header) {
        commitTimeMs = header.timeMs();
    }

    /**
     * Moves to the end of a transaction.
     *
     * @return whether it was not read before
     */
    boolean end(EntryHeader header) {
        locate(header, false);
        var fresh = pass(header);
        inTransaction = false;
        beginOffset = -1;
        if (fresh) {
            open = null;
            commitTimeMs = header.timeMs();
            gtidSet = header.gtidSet();
        }
        return fresh;
    }

    /** The entry that it is at is the first of what canal sent at once. */
    void batchBegan() {
        if (inTransaction && hasBegin && offset == beginOffset && ordinal > 0) {
            resends.add(new OpenTransaction.Resend(ordinal, entry.checksum()));
        }
    }

    /** Canal was told that it need not send again what was read up to here; it has heard what it was told before. */
    void acknowledged() {
        doubtful.clear();
        doubtful.addAll(resends);
        resends.clear();
    }

    private void startTransaction(EntryHeader header, boolean withBegin) {
        inTransaction = true;
        hasBegin = withBegin;
        beginOffset = offset;
        checkedOrdinal = -1;
        resends.clear();
        doubtful.clear();
        gtid = header.currentGtid();
        var id = gtid;
        transactionId = id != null ? id : PLACE + file + ",pos=" + offset;
    }

    /**
     * Works out where the entry is. All entries of a compressed transaction carry the offset of its BEGIN, and are told
     * apart by their order; all others have an offset of their own.
     */
    private void locate(EntryHeader header, boolean begin) {
        var compressed =
                !begin && hasBegin && header.offset() == beginOffset && header.offset() == offset && isSameFile(header);
        ordinal = compressed ? nextOrdinal() : 0;
        unlocated = null;
        if (!isSameFile(header) || fileNumber == UNKNOWN) {
            fileNumber = Position.fileNumber(header.file());
            file = header.file();
        }
        offset = header.offset();
    }

    private boolean isSameFile(EntryHeader header) {
        return header.file().equals(file);
    }

    /**
     * One more than that of the entry before. Where canal begins within a compressed transaction, its first entry is
     * the one after the checkpoint, or the first of a batch whose acknowledgement canal did not get.
     */
    private int nextOrdinal() {
        var open = unlocated;
        if (open != null) {
            var found = entry.checksum();
            for (var resend : open.resends()) {
                if (resend.checksum() == found) {
                    checkedOrdinal = ordinal;
                    checksum = open.checksum();
                    ordinal = resend.ordinal() - 1;
                    break;
                }
            }
        }
        var next = ordinal + 1;
        if (next == checkedOrdinal && entry.checksum() != checksum) {
            throw new GapException("canal went on within the compressed transaction " + transactionId + " at " + file
                    + ":"
                    + offset + " in a place that cannot be told: start canal-server anew, then it sends the transaction"
                    + " from its beginning");
        }
        return next;
    }

    /** Makes the entry the last one; false where it is not after the last one, and so was read before. */
    private boolean pass(EntryHeader header) {
        var position = new LogPosition(file, offset, ordinal);
        var before = last;
        if (before != null && position.compareTo(before) <= 0) {
            refuseOtherLog(header, position);
            return false;
        }
        last = position;
        lastChecksum = ordinal > 0 ? entry.checksum() : 0;
        resumed = null;
        moveTransaction();
        serverId = header.serverId();
        commitTimeMs = Math.max(commitTimeMs, header.timeMs());
        return true;
    }

    /** A transaction that comes again is the same one, until its end was read. */
    private void moveTransaction() {
        var before = open;
        if (!inTransaction) {
            open = null;
            transaction++;
        } else if (before == null || !before.id().equals(transactionId)) {
            open = new Begin(transactionId, beginOffset, hasBegin);
            transaction++;
        }
    }

    /**
     * What stands before the checkpoint in the log was executed before the checkpoint was published. A newer entry
     * there is of a log that was begun anew, and would be dropped as if it were published.
     */
    private void refuseOtherLog(EntryHeader header, LogPosition position) {
        var checkpoint = resumed;
        if (checkpoint == null) {
            return;
        }
        var known = Math.max(checkpoint.publishedMs(), checkpoint.state().commitTimeMs());
        if (header.timeMs() > known + CLOCK_TOLERANCE_MS) {
            throw new GapException("canal sends " + position + " of " + Instant.ofEpochMilli(header.timeMs())
                    + ", which stands before the last checkpoint "
                    + checkpoint.state().last()
                    + " and yet is newer than it (" + Instant.ofEpochMilli(known)
                    + "): the source's binlog was reset or is another one; set cdc.capture.epoch=" + (epoch + 1)
                    + " and start canal-server anew with an empty data folder and with canal.source.start=earliest, or"
                    + " where the changes begin that were never published");
        }
    }

    /** The event that it is at. */
    LogEvent event(EntryHeader header) {
        return new LogEvent(
                file,
                offset,
                new Position(epoch, fileNumber, offset).toLong(),
                header.serverId(),
                header.timeMs(),
                gtid,
                transactionId);
    }

    /** The transaction of the last entry, as a number that grows; one that comes again keeps its number. */
    long transaction() {
        return transaction;
    }

    /** Whether a transaction goes on, that of the last entry or one that comes again. */
    boolean inTransaction() {
        return inTransaction || open != null;
    }

    String transactionId() {
        return transactionId;
    }

    /** The last entry that was read, null before the first. */
    @Nullable LogPosition last() {
        return last;
    }

    long commitTimeMs() {
        return commitTimeMs;
    }

    /**
     * How far the log was read. What comes again changes nothing in it.
     *
     * @param records how many of the open transaction were sent
     * @param tableRecords how many of each table
     * @throws IllegalStateException before the first entry
     */
    ReadState state(long records, Map<TableId, Long> tableRecords) {
        var reached = last;
        if (reached == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        return new ReadState(reached, unfinished(records, tableRecords), gtidSet, serverId, commitTimeMs);
    }

    private @Nullable OpenTransaction unfinished(long records, Map<TableId, Long> tableRecords) {
        var begin = open;
        if (begin == null) {
            return null;
        }
        var known = begin.id().equals(transactionId)
                ? Stream.concat(doubtful.stream(), resends.stream()).toList()
                : List.<OpenTransaction.Resend>of();
        return new OpenTransaction(
                begin.id(), begin.offset(), begin.hasBegin(), records, tableRecords, lastChecksum, known);
    }
}
