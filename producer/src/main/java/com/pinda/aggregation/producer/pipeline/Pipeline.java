package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.CanalServer;
import com.pinda.aggregation.producer.capture.CanalSource;
import com.pinda.aggregation.producer.capture.CapturedBatch;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.ChangeHandler;
import com.pinda.aggregation.producer.capture.LogPosition;
import com.pinda.aggregation.producer.capture.LogReader;
import com.pinda.aggregation.producer.capture.Published;
import com.pinda.aggregation.producer.capture.SchemaStatement;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.ChangeRecords;
import com.pinda.aggregation.producer.encode.RecordLimits;
import com.pinda.aggregation.producer.encode.RecordSink;
import com.pinda.aggregation.producer.encode.TransactionMarks;
import com.pinda.aggregation.producer.park.Parking;
import com.pinda.aggregation.producer.publish.BatchLimits;
import com.pinda.aggregation.producer.publish.OnBadChange;
import com.pinda.aggregation.producer.publish.ParkSettings;
import com.pinda.aggregation.producer.publish.Progress;
import com.pinda.aggregation.producer.publish.Publisher;
import com.pinda.aggregation.schema.Position;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The path of a change: canal, encoder, Kafka. A batch is acknowledged to canal after Kafka has committed it; one that
 * was not comes again, and what of it is in Kafka already is dropped by its position. Any failure ends the pipeline;
 * the next one goes on at the last checkpoint.
 */
final class Pipeline implements ChangeHandler, AutoCloseable {

    /** How long an unfinished source transaction may wait for its next part before what there is of it is published. */
    private static final long PATIENCE_MS = 1_000;

    /**
     * While a batch lingers canal is looked at so often, as its store is small, and whether the pipeline is to stop.
     */
    private static final long LOOK_NANOS = 20_000_000;

    /** So many rows in one batch tell that changes come fast. */
    private static final int FAST_ROWS = 10;

    private final CanalServer server;
    private final CanalSource source;
    private final LogReader reader;
    private final ChangeEncoder encoder;
    private final TransactionMarks marks;
    private final Publisher publisher;
    private final BatchLimits limits;
    private final Statistics statistics;
    private final Clock clock;
    private final Deque<Long> open = new ArrayDeque<>();

    private final Map<String, LargestRecord> largest = new HashMap<>();
    private final RecordSink sink = this::send;
    private final ChangeRecords records;
    private final Parking parking;
    private final ParkSettings settings;
    private final RecordLimits recordLimits;

    /** What was published before this pipeline; null once canal-server is known to read the same binlog. */
    private @Nullable Published resumed;

    private Map<String, Long> binlogs = Map.of();
    private String binlog = "";
    private @Nullable LogPosition published;
    private @Nullable Change sent;
    private boolean gotFurther;
    private long openRows;
    private long publishedRows;
    private long publishedNanos;
    private long publishedBytes;
    private long transactionFromBytes;
    private long lastBatchMs;
    private long lastAskedMs;
    private long completeMs;
    private long sourceServerId;

    Pipeline(
            CanalServer server,
            CanalSource source,
            @Nullable Published resumed,
            LogReader reader,
            ChangeEncoder encoder,
            TransactionMarks marks,
            Publisher publisher,
            Function<RecordSink, Parking> parkings,
            ParkSettings settings,
            RecordLimits recordLimits,
            BatchLimits limits,
            Statistics statistics,
            Clock clock) {
        this.server = server;
        this.source = source;
        this.resumed = resumed;
        this.reader = reader;
        this.encoder = encoder;
        this.marks = marks;
        this.publisher = publisher;
        parking = parkings.apply(sink);
        this.settings = settings;
        this.recordLimits = recordLimits;
        records = new ChangeRecords(recordLimits);
        this.limits = limits;
        this.statistics = statistics;
        this.clock = clock;
        published = reader.last();
        server.status().ifPresent(this::check);
    }

    /**
     * Takes what canal has. What is read is published at the end of a source transaction once it is enough.
     *
     * @return whether it got further: something was published, or there was nothing to publish
     * @throws BadChangeException where Kafka takes no record as large as one of the batch
     */
    boolean step() {
        gotFurther = false;
        try {
            takeBatch();
        } catch (InvalidProducerEpochException e) {
            throw publisher.explain(e);
        } catch (KafkaException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RecordTooLargeException) {
                    throw tooLarge(e, cause);
                }
            }
            throw e;
        }
        return gotFurther;
    }

    /** Where bad changes are parked the next pipeline parks this one, and the failure is one of those that pass. */
    private RuntimeException tooLarge(KafkaException failure, Throwable refusal) {
        var refused = publisher.refusedTopic().map(largest::get);
        if (refused.isEmpty()) {
            return failure;
        }
        if (settings.onBadChange() == OnBadChange.STOP) {
            return refused.get().tooLarge(refusal);
        }
        refused.get().refuse(recordLimits);
        return failure;
    }

    private void takeBatch() {
        var batch = poll();
        if (batch.isEmpty()) {
            nothingMore();
            return;
        }
        lastBatchMs = clock.millis();
        refuseOtherBinlog();
        reader.read(batch.entries(), this);
        statistics.read(openRows);
        open.add(batch.id());
        if (nothingNew() || bytesOfTransaction() >= limits.maxBytes()) {
            publish();
            release();
        }
    }

    /** With its first batch, for by then canal-server has read of the binlog. */
    private void refuseOtherBinlog() {
        var before = resumed;
        if (before != null) {
            server.status().ifPresent(this::check);
            server.refuseOtherBinlog(before, binlogs);
            resumed = null;
        }
    }

    /**
     * canal-server closes the connection of a producer when another one connects. Where that one has fenced this one,
     * this one must end, and not open a pipeline that fences the other in turn.
     */
    private CapturedBatch poll() {
        try {
            return source.poll();
        } catch (RuntimeException e) {
            if (reader.last() != null) {
                publisher.confirm(progress(openRows));
            }
            throw e;
        }
    }

    @Override
    public void change(Change change) {
        sent = change;
        var before = reader.counts().records();
        if (!parking.waits(change, ordinal())) {
            publish(change);
        }
        if (before == 0 && reader.counts().records() > 0) {
            marks.begin(change.event(), sink);
        }
        openRows++;
    }

    private void publish(Change change) {
        try {
            encoder.encode(change, records.begin());
            records.sendTo(sink, change);
        } catch (BadChangeException e) {
            parking.park(change, ordinal(), e);
        }
    }

    private int ordinal() {
        var last = reader.last();
        return last == null ? 0 : last.ordinal();
    }

    private void send(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        largest.computeIfAbsent(topic, LargestRecord::new).see(key, value, sent);
        publisher.send(topic, key, value, headers);
    }

    /** The batch that ends here may go on with the next transaction: canal keeps it until that is published too. */
    @Override
    public void transactionEnd() {
        transactionFromBytes = reader.bytesRead();
        if (reader.counts().records() > 0) {
            marks.end(reader.transactionId(), reader.counts(), reader.commitTimeMs(), sink);
        }
        if (openRows >= limits.maxRows()
                || reader.bytesRead() - publishedBytes >= limits.maxBytes()
                || parking.isDue()) {
            publish();
            release();
        }
    }

    /** Publishes some of what is parked, in a batch of its own. */
    private void release() {
        if (reader.last() == null) {
            return; // there is no checkpoint to end it with
        }
        sent = null;
        parking.release(released -> {
            publisher.commit(progress(released));
            parking.committed();
            largest.clear();
            gotFurther = true;
        });
    }

    /** Of the open transaction: those that are not published. */
    private long bytesOfTransaction() {
        return reader.inTransaction() ? reader.bytesRead() - Math.max(publishedBytes, transactionFromBytes) : 0;
    }

    @Override
    public void schemaStatement(SchemaStatement statement) {
        publisher.send(statement);
    }

    private void nothingMore() {
        if (open.isEmpty()) {
            gotFurther = true;
            release();
            beat();
            source.pause();
        } else if (reader.inTransaction() && clock.millis() - lastBatchMs <= PATIENCE_MS) {
            source.pause();
        } else if (!reader.inTransaction() && nanosTooEarly() > 0) {
            LockSupport.parkNanos(Math.min(nanosTooEarly(), LOOK_NANOS));
        } else {
            publish();
        }
    }

    /**
     * While changes come fast there is soon more for this batch, and fewer Kafka transactions are less work for all.
     */
    private long nanosTooEarly() {
        return publishedRows < FAST_ROWS ? 0 : limits.linger().toNanos() - (System.nanoTime() - publishedNanos);
    }

    private boolean nothingNew() {
        var last = reader.last();
        return last == null || last.equals(published);
    }

    /** Commits what was read, and acknowledges the batches that were read wholly. */
    private void publish() {
        var last = reader.last();
        if (last != null && !last.equals(published)) {
            publisher.commit(progress(openRows));
            parking.committed();
            published = last;
            publishedRows = openRows;
            publishedNanos = System.nanoTime();
            gotFurther = true;
            largest.clear();
            statistics.published(openRows, Math.max(0, clock.millis() - reader.commitTimeMs()));
        }
        while (!open.isEmpty()) {
            source.acknowledge(open.remove());
        }
        reader.acknowledged();
        publishedBytes = reader.bytesRead();
        openRows = 0;
    }

    private Progress progress(long changes) {
        var state = reader.state();
        return new Progress(
                state,
                position(state.last()),
                sourceServerId == 0 ? null : sourceServerId,
                begun(state.last().file()),
                changes,
                parking.tables());
    }

    /** When a binlog file was begun; canal-server is asked once for each. */
    private @Nullable Long begun(String file) {
        if (!file.equals(binlog)) {
            binlog = file;
            server.status().ifPresent(this::check);
        }
        return binlogs.get(file);
    }

    private long position(LogPosition last) {
        return Position.of(server.epoch(), last.file(), last.offset()).toLong();
    }

    /**
     * Tells up to when there is nothing newer. canal-server is asked before the fetch that must find nothing: what
     * comes to its store in between would be taken for published otherwise.
     */
    private void beat() {
        if (completeMs > 0) {
            statistics.idle(lastAskedMs - completeMs);
            var last = published;
            if (last != null) {
                publisher.heartbeat(position(last), completeMs);
            }
            completeMs = 0;
        }
        var now = clock.millis();
        if (now - lastAskedMs >= limits.heartbeatInterval().toMillis()) {
            lastAskedMs = now;
            completeMs = askedAt(now);
        }
    }

    /** Up to when canal-server has all that the source had committed; 0 where it does not know. */
    private long askedAt(long now) {
        var asked = server.status();
        if (asked.isEmpty()) {
            return now;
        }
        var status = asked.get();
        check(status);
        var interruption = status.interruption();
        if (interruption.isPresent()) {
            statistics.interrupted(interruption.get());
            return 0;
        }
        statistics.flowing();
        return status.completeMs() == null ? 0 : status.completeMs();
    }

    /** The source stays the same one while the pipeline runs. */
    private void check(CanalServer.Status status) {
        server.refuseOtherSource(sourceServerId == 0 ? null : sourceServerId, status);
        if (status.serverId() != 0) {
            sourceServerId = status.serverId();
        }
        if (!status.binlogs().isEmpty()) {
            binlogs = status.binlogs();
        }
    }

    @Override
    public void close() {
        try (publisher;
                parking) {
            source.close();
        }
    }
}
