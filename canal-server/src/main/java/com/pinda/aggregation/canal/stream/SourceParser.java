package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.BinlogParser;
import com.alibaba.otter.canal.parse.inbound.ErosaConnection;
import com.alibaba.otter.canal.parse.inbound.mysql.MysqlEventParser;
import com.alibaba.otter.canal.parse.support.AuthenticationInfo;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.position.EntryPosition;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceConnection;
import com.taobao.tddl.dbsync.binlog.LogContext;
import com.taobao.tddl.dbsync.binlog.LogDecoder;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.LogPosition;
import com.taobao.tddl.dbsync.binlog.event.FormatDescriptionLogEvent;
import com.taobao.tddl.dbsync.binlog.event.GtidLogEvent;
import com.taobao.tddl.dbsync.binlog.event.TransactionPayloadLogEvent;
import com.taobao.tddl.dbsync.binlog.event.mariadb.MariaGtidLogEvent;
import com.taobao.tddl.dbsync.binlog.exception.TableIdNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * canal's binlog reader in serial mode with what it lacks: our connection, a start position without a scan, compressed
 * transactions, faults that are told instead of swallowed, and a short wait after them.
 */
@SuppressWarnings("rawtypes") // canal's own base class is raw
final class SourceParser extends MysqlEventParser {

    /** Entries of a transaction that are handed on together; the store must hold more. */
    private static final int TRANSACTION_ENTRIES = 1024;

    private static final Duration STANDSTILL = Duration.ofMillis(100);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Source source;
    private final Definitions definitions;
    private final TableFilter filter;
    private final Start start;
    private final Origin origin;
    private final StreamState state;
    private final Faults faults = new Faults();
    private final XaGuard xa = new XaGuard();
    private final Gtids gtids = new Gtids();
    private Duration pause = FIRST_PAUSE;
    private String lastFile = "";
    private long lastOffset;
    private boolean buffered;
    private @Nullable String fault;
    private @Nullable BinlogPosition faultAt;

    SourceParser(
            Source source, Definitions definitions, TableFilter filter, Start start, Origin origin, StreamState state) {
        this.source = source;
        this.definitions = definitions;
        this.filter = filter;
        this.start = start;
        this.origin = origin;
        this.state = state;
        var address = source.address();
        setMasterInfo(new AuthenticationInfo(address.socket(), address.user(), address.password(), null));
        setConnectionCharsetStd(StandardCharsets.UTF_8);
        setEventFilter(filter.canal());
        setDetectingEnable(false);
        setParallel(false); // four times the CPU for small transactions
        setTransactionSize(TRANSACTION_ENTRIES);
        tableMetaTSDB = definitions;
        handler = (thread, death) -> state.failed("the parser's thread has died: " + death, death);
    }

    @Override
    protected BinlogParser buildParser() {
        return new RowConvert(definitions, filter, gtids, this::pauseAfterFault);
    }

    @Override
    protected ErosaConnection buildErosaConnection() {
        var connection = source.connection();
        connection.setCharset(connectionCharset);
        connection.setReceivedBinlogBytes(receivedBinlogBytes);
        return connection;
    }

    @Override
    protected EntryPosition findStartPosition(ErosaConnection connection) throws IOException {
        var inTransaction = needTransactionPosition.get();
        var position = super.findStartPosition(connection);
        if (inTransaction && position.getPosition() < BINLOG_START_OFFEST) { // MariaDB writes no BEGIN to be found
            throw new StreamFailedException("the start " + start + " lies inside a transaction;"
                    + " give canal.source.start the position of an event between two transactions");
        }
        return position;
    }

    @Override
    protected EntryPosition findStartPositionInternal(ErosaConnection connection) {
        var to = (SourceConnection) connection;
        try {
            var identity = to.identity();
            origin.meet(identity);
            var last = logPositionManager.getLatestIndexBy(destination);
            var position = last == null ? start.position(to) : last.getPostion();
            xa.reset();
            buffered = false;
            gtids.begin(to.executed(Start.of(position)), identity);
            state.beginsAt(Start.of(position), to.version(), to.queryServerId());
            return position;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean processTableMeta(EntryPosition position) {
        return true; // definitions are looked up by position
    }

    @Override
    protected @Nullable Entry parseAndProfilingIfNecessary(Object event, boolean isSeek) throws Exception {
        var logged = (LogEvent) event;
        if (isSeek) {
            return binlogParser(logged, true);
        }
        saw(logged);
        var entry =
                logged instanceof TransactionPayloadLogEvent payload ? unpack(payload) : binlogParser(logged, false);
        if (entry == null && !buffered) {
            reached();
        }
        return entry;
    }

    /** canal asks for it when an entry is in its buffer, which lets go of all there is at the end of a transaction. */
    @Override
    protected com.alibaba.otter.canal.protocol.position.LogPosition buildLastPosition(Entry entry) {
        buffered = entry.getEntryType() == EntryType.TRANSACTIONBEGIN || isRow(entry);
        if (!buffered) {
            reached();
        }
        return super.buildLastPosition(entry);
    }

    private static boolean isRow(Entry entry) {
        return switch (entry.getHeader().getEventType()) {
            case INSERT, UPDATE, DELETE -> entry.getEntryType() == EntryType.ROWDATA;
            default -> false;
        };
    }

    private void reached() {
        if (!lastFile.isEmpty()) {
            state.reached(new BinlogPosition(lastFile, lastOffset));
        }
    }

    @SuppressWarnings("unchecked")
    private @Nullable Entry binlogParser(LogEvent event, boolean isSeek) {
        Entry entry = binlogParser.parse(event, isSeek);
        if (isSeek) {
            return entry;
        }
        xa.check(event, entry);
        return gtids.mark(event, entry);
    }

    /** The entries of a compressed transaction: all but the last are handed on here, the last one is returned. */
    private @Nullable Entry unpack(TransactionPayloadLogEvent payload) throws Exception {
        var context = new LogContext();
        context.setFormatDescription(new FormatDescriptionLogEvent(4, LogEvent.BINLOG_CHECKSUM_ALG_OFF));
        context.setLogPosition(new LogPosition(
                payload.getHeader().getLogFileName(), payload.getHeader().getLogPos()));
        var decoder = new LogDecoder(LogEvent.UNKNOWN_EVENT, LogEvent.ENUM_END_EVENT);
        Entry last = null;
        for (var event : decoder.processIterateDecode(payload, context)) {
            var entry = binlogParser(event, false);
            if (entry != null) {
                if (last != null) {
                    transactionBuffer.add(last);
                }
                last = entry;
            }
        }
        return last;
    }

    @Override
    protected void processDumpError(Throwable e) {
        super.processDumpError(e);
        if (running) {
            fault = Faults.text(e);
            faultAt = lastFile.isEmpty() ? null : new BinlogPosition(lastFile, lastOffset);
            faults.lasting(e).ifPresent(reason -> state.failed(reason, e));
        }
    }

    /**
     * canal waits 10 to 20 seconds after a fault. It calls this before it does; the interrupt ends its own wait at
     * once.
     */
    private void pauseAfterFault() {
        if (state.phase() == StreamState.Phase.FAILED) {
            standStill();
        }
        if (!running) {
            return;
        }
        var reason = fault;
        if (reason == null) {
            reason = exception instanceof TableIdNotFoundException
                    ? "the position lies inside a transaction, its beginning is searched"
                    : "the source closed the connection";
        }
        state.reconnecting(reason);
        fault = null;
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        Thread.currentThread().interrupt();
    }

    /** The process that tells of a failure before it ends must not read on behind it. */
    private void standStill() {
        while (running) {
            LockSupport.parkNanos(STANDSTILL.toNanos());
        }
    }

    private void saw(LogEvent event) throws IOException {
        if (event instanceof FormatDescriptionLogEvent && event.getWhen() > 0) { // written when the file was begun
            origin.meet(event.getHeader().getLogFileName(), event.getWhen());
        }
        state.saw(event.getWhen());
        if (event instanceof GtidLogEvent || event instanceof MariaGtidLogEvent) {
            state.sawGtid(event);
        }
        if (event.getWhen() > 0) {
            lastFile = event.getHeader().getLogFileName();
            lastOffset = event.getHeader().getLogPos();
            if (faultAt != null && new BinlogPosition(lastFile, lastOffset).compareTo(faultAt) > 0) {
                faultAt = null;
                pause = FIRST_PAUSE;
                faults.progressed();
            }
        }
    }
}
