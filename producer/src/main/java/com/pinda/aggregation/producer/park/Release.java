package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.BadTableException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.ChangeReader;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.ChangeRecords;
import com.pinda.aggregation.producer.encode.RecordSink;
import com.pinda.aggregation.producer.publish.KeyDigest;
import com.pinda.aggregation.schema.wire.RegistryException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk over the parked changes of a table, in slices, each of which is a Kafka transaction: what can be published
 * now is. A change that still cannot blocks its key for the rest of the walk, or ends it where the table is paused.
 */
final class Release implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Release.class);

    private final Hold hold;
    private final ParkedReader reader;
    private final ChangeReader changes;
    private final ChangeEncoder encoder;
    private final ChangeRecords records;
    private final RecordSink sink;
    private final Set<KeyDigest> blocked = new HashSet<>();
    private boolean over;
    private long sentBytes;

    Release(
            Hold hold,
            ParkedReader reader,
            ChangeReader changes,
            ChangeEncoder encoder,
            ChangeRecords records,
            RecordSink sink) {
        this.hold = hold;
        this.reader = reader;
        this.changes = changes;
        this.encoder = encoder;
        this.records = records;
        this.sink = sink;
    }

    Hold hold() {
        return hold;
    }

    /** Whether there is nothing more to be done now. */
    boolean isOver() {
        return over;
    }

    /**
     * Publishes some of what can be. Only between two batches: that no change of the table is under way is what lets
     * the last slice end the hold.
     *
     * @param mostRows looks at no more changes
     * @param mostBytes sends no more, by one change
     * @param commit commits what was sent, so many changes, with a checkpoint that has the hold as it is then
     */
    void slice(int mostRows, long mostBytes, LongConsumer commit) {
        var released = 0L;
        var drained = false;
        sentBytes = 0;
        for (int seen = 0; seen < mostRows && sentBytes < mostBytes && !over; seen++) {
            var parked = reader.next();
            if (parked.isPresent()) {
                released += take(parked.get()) ? 1 : 0;
                continue;
            }
            if (reader.atEnd()) {
                hold.drained(blocked);
                drained = true;
                over = true;
            }
            break;
        }
        hold.released(released);
        if (released > 0 || drained) {
            commit.accept(released);
        }
    }

    /** Whether it was sent. */
    private boolean take(ParkedReader.Parked parked) {
        if (!hold.waits(parked.offset(), parked.keys())) {
            return false;
        }
        if (parked.keys().isEmpty() && !blocked.isEmpty()) {
            over = true; // its keys could not be told: it may be about a row that waits
            return false;
        }
        if (parked.keys().stream().anyMatch(blocked::contains)) {
            block(parked);
            return false;
        }
        try {
            var change = changes.read(parked.change());
            encode(change);
            sentBytes += records.sendTo(sink, change);
        } catch (BadChangeException e) {
            log.debug("still parked: {}", parked.change(), e);
            if (e instanceof BadTableException && hold.isPausedAt(parked.offset())) {
                over = true;
            } else {
                block(parked);
            }
            return false;
        } catch (RegistryException e) {
            log.warn("parked changes wait for the registry: table={}", hold.table(), e);
            over = true;
            return false;
        }
        hold.releasedUpTo(parked.keys(), parked.next());
        hold.passed(parked.offset(), parked.next());
        return true;
    }

    /** As it is, else as one of the columns that the table has now: its own may have gone before they had a schema. */
    private void encode(Change change) {
        try {
            encoder.encode(change, records.begin());
        } catch (BadTableException e) {
            var now = hold.newest();
            if (now == null || now.columns().equals(change.layout().columns())) {
                throw e;
            }
            encoder.encodeAs(now, change, records.begin());
        }
    }

    /** Has a change wait by its keys, and the walk end where it has none or there are too many. */
    private void block(ParkedReader.Parked parked) {
        if (hold.isPausedAt(parked.offset())) {
            if (parked.keys().isEmpty() || !hold.park(parked.keys(), parked.offset())) {
                over = true;
                return;
            }
            hold.passed(parked.offset(), parked.next());
        }
        blocked.addAll(parked.keys());
        over = hold.hasOnly(blocked);
    }

    @Override
    public void close() {
        reader.close();
    }
}
