package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.BadTableException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.ChangeReader;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.ChangeRecords;
import com.pinda.aggregation.producer.encode.RecordSink;
import com.pinda.aggregation.producer.publish.BatchLimits;
import com.pinda.aggregation.producer.publish.KeyDigest;
import com.pinda.aggregation.producer.publish.OnBadChange;
import com.pinda.aggregation.producer.publish.ParkSettings;
import com.pinda.aggregation.producer.publish.ParkedTable;
import com.pinda.aggregation.schema.TableId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tables and keys are parked, the way of their changes to the topic of parked changes, and their way back. What
 * it knows is part of each checkpoint: any failure ends it, and another one begins at the last checkpoint. One thread.
 */
public final class Parking implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private final ChangeEncoder encoder;
    private final RecordSink sink;
    private final ParkedLog parkedLog;
    private final ParkSettings settings;
    private final BatchLimits limits;
    private final ParkedStatus status;
    private final Clock clock;
    private final ChangeRecords records;
    private final ChangeReader reader = new ChangeReader();
    private final Map<TableId, Hold> holds = new HashMap<>();

    /** Of the topics that the open batch parks changes in: an offset that none of these is below. */
    private final Map<TableId, Long> ends = new HashMap<>();

    private @Nullable Release release;

    Parking(
            List<ParkedTable> parked,
            ChangeEncoder encoder,
            RecordSink sink,
            ParkedLog parkedLog,
            ChangeRecords records,
            ParkSettings settings,
            BatchLimits limits,
            ParkedStatus status,
            Clock clock) {
        this.encoder = encoder;
        this.sink = sink;
        this.parkedLog = parkedLog;
        this.settings = settings;
        this.limits = limits;
        this.status = status;
        this.clock = clock;
        this.records = records;
        parked.forEach(table -> holds.put(table.table(), Hold.of(table)));
        status.set(tables());
    }

    /** The tables that have parked changes, as they are now. */
    public List<ParkedTable> tables() {
        return holds.isEmpty()
                ? List.of()
                : holds.values().stream().map(Hold::parked).toList();
    }

    /**
     * Parks a change that comes behind a parked one of its key, or while its table is paused; false where it is to be
     * published.
     *
     * @param ordinal of its entry
     */
    public boolean waits(Change change, int ordinal) {
        if (holds.isEmpty()) {
            return false;
        }
        var hold = holds.get(change.layout().table());
        if (hold == null) {
            return false;
        }
        if (hold.paused()) {
            write(hold, change, ordinal, keysIfKnown(change), null);
            return true;
        }
        List<byte[]> keys;
        try {
            keys = encoder.keys(change);
        } catch (BadChangeException e) {
            return false; // which encoding it will tell, too
        }
        var digests = digests(keys);
        if (!hold.hasAny(digests)) {
            return false;
        }
        park(hold, digests);
        write(hold, change, ordinal, keys, null);
        return true;
    }

    /**
     * Parks a change that cannot be published.
     *
     * @throws BadChangeException the cause, where all is to stop for it
     */
    public void park(Change change, int ordinal, BadChangeException cause) {
        if (settings.onBadChange() == OnBadChange.STOP) {
            throw cause;
        }
        var table = change.layout().table();
        var hold = holds.computeIfAbsent(table, t -> begin(t, cause));
        var keys = keysIfKnown(change);
        if (cause instanceof BadTableException || keys.isEmpty()) {
            pause(hold);
        } else {
            park(hold, digests(keys));
        }
        write(hold, change, ordinal, keys, cause);
    }

    private Hold begin(TableId table, BadChangeException cause) {
        log.error("changes are parked, a person must act: table={}: {}", table, cause.getMessage(), cause);
        var hold = new Hold(table, ParkedRecord.shortened(String.valueOf(cause.getMessage())), clock.millis());
        hold.retryAt(clock.millis() + settings.retry().toMillis());
        return hold;
    }

    private void park(Hold hold, List<KeyDigest> keys) {
        if (!hold.park(keys, end(hold))) {
            pause(hold);
        }
    }

    private void pause(Hold hold) {
        if (!hold.paused()) {
            log.warn("table paused, all its changes are parked from now on: table={}", hold.table());
            hold.pause(end(hold));
        }
    }

    private long end(Hold hold) {
        return ends.computeIfAbsent(hold.table(), parkedLog::end);
    }

    /** Empty where the table has no key, or the change's cannot be told. */
    private List<byte[]> keysIfKnown(Change change) {
        try {
            return encoder.keys(change);
        } catch (BadChangeException e) {
            return List.of();
        }
    }

    private int recordsIfKnown(Change change) {
        try {
            return encoder.records(change);
        } catch (BadChangeException e) {
            return 1;
        }
    }

    private static List<KeyDigest> digests(List<byte[]> keys) {
        return keys.stream().map(ByteBuffer::wrap).map(KeyDigest::of).toList();
    }

    private void write(Hold hold, Change change, int ordinal, List<byte[]> keys, @Nullable BadChangeException failure) {
        var count = recordsIfKnown(change);
        change.reserve(count);
        hold.add(change.layout(), count > 0);
        if (count == 0) {
            return; // it touched no captured column
        }
        parkedLog.write(
                change,
                ordinal,
                keys.stream().map(ByteBuffer::wrap).toList(),
                failure == null ? hold.cause() : String.valueOf(failure.getMessage()),
                failure);
    }

    /** The batch is committed, with a checkpoint that has {@link #tables}. */
    public void committed() {
        ends.clear();
        status.set(tables());
    }

    /** Whether it is time to try to publish what is parked. */
    public boolean isDue() {
        return release != null
                || (!holds.isEmpty() && holds.values().stream().anyMatch(hold -> hold.retryMs() <= clock.millis()));
    }

    /**
     * Publishes some of what is parked, where it is time to try and it can be. Call it between two batches only.
     *
     * @param commit commits what was sent, so many changes, with a checkpoint that has {@link #tables}
     */
    public void release(LongConsumer commit) {
        var walk = release == null ? next() : release;
        if (walk == null) {
            return;
        }
        release = walk;
        var hold = walk.hold();
        walk.slice(limits.maxRows(), limits.maxBytes(), released -> {
            if (hold.isEmpty()) {
                holds.remove(hold.table());
            }
            commit.accept(released);
            log.info("parked changes released: table={} rows={} parked={}", hold.table(), released, hold.changes());
        });
        if (walk.isOver()) {
            hold.retryAt(clock.millis() + settings.retry().toMillis());
            close();
        }
    }

    private @Nullable Release next() {
        var now = clock.millis();
        return holds.values().stream()
                .filter(hold -> hold.retryMs() <= now)
                .min(Comparator.comparingLong(Hold::retryMs))
                .map(hold ->
                        new Release(hold, parkedLog.read(hold.table(), hold.from()), reader, encoder, records, sink))
                .orElse(null);
    }

    @Override
    public void close() {
        var walk = release;
        release = null;
        if (walk != null) {
            walk.close();
        }
    }
}
