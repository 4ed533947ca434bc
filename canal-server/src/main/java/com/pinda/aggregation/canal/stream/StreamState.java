package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.source.ServerVersion;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.GtidLogEvent;
import com.taobao.tddl.dbsync.binlog.event.mariadb.MariaGtidLogEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the stream is doing. The parser says it, health and status show it, and the process ends when it failed. Thread
 * safe.
 */
public final class StreamState {

    private static final Logger log = LoggerFactory.getLogger(StreamState.class);

    /** What the parser is at. */
    public enum Phase {
        STARTING,
        STREAMING,
        RECONNECTING,
        FAILED
    }

    private record Now(Phase phase, Optional<String> reason) {}

    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicLong lastEventSeconds = new AtomicLong();
    private volatile Now now = new Now(Phase.STARTING, Optional.empty());
    private volatile @Nullable BinlogPosition startedAt;
    private volatile @Nullable BinlogPosition reached;
    private final AtomicLong begun = new AtomicLong();
    private volatile @Nullable ServerVersion serverVersion;
    private volatile long serverId;
    private volatile @Nullable LogEvent lastGtid;

    /** What the parser is at. */
    public Phase phase() {
        return now.phase();
    }

    /** Why the stream does not run; empty while it does. */
    public Optional<String> reason() {
        return now.reason();
    }

    /** The position at which this process began to parse; empty before it does. */
    public Optional<BinlogPosition> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /**
     * Up to where all events, filtered ones too, were parsed and handed on to the store; empty before parsing begins.
     */
    public Optional<BinlogPosition> reached() {
        return Optional.ofNullable(reached);
    }

    /** How often parsing began, each time at a position of its own. */
    long begun() {
        return begun.get();
    }

    /** The source's own id, 0 before it was asked. */
    public long serverId() {
        return serverId;
    }

    /** The source's version; empty before it was asked. */
    public Optional<String> serverVersion() {
        return Optional.ofNullable(serverVersion).map(ServerVersion::text);
    }

    /** When the last event that was parsed, filtered ones too, ran at the source; milliseconds, 0 before the first. */
    public long lastEventMs() {
        return lastEventSeconds.get() * 1000;
    }

    /** The GTID of the last transaction that was parsed; empty where the source gives none. */
    public Optional<String> gtid() {
        var last = lastGtid;
        if (last instanceof GtidLogEvent mysql) {
            return Optional.of(mysql.getGtidStr());
        }
        return last instanceof MariaGtidLogEvent maria ? Optional.of(maria.getGtidStr()) : Optional.empty();
    }

    /** Completes with the reason when the stream has failed and cannot heal. */
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    void beginsAt(BinlogPosition position, ServerVersion version, long id) {
        if (startedAt == null) {
            startedAt = position;
        }
        reached = position;
        begun.incrementAndGet();
        serverVersion = version;
        serverId = id;
        log.info("parsing begins: position={} server={} server_id={}", position, version.text(), id);
    }

    /** An event was parsed; its time counts, if it has one. */
    void saw(long seconds) {
        if (seconds > 0) {
            lastEventSeconds.lazySet(seconds);
        }
        var phase = now.phase();
        if (phase != Phase.STREAMING && phase != Phase.FAILED) {
            now = new Now(Phase.STREAMING, Optional.empty());
            log.info("streaming");
        }
    }

    /**
     * What is before this position was handed on. A lower one is of the head of the file, which a source sends first.
     */
    void reached(BinlogPosition position) {
        var before = reached;
        if (before == null || position.compareTo(before) > 0) {
            reached = position;
        }
    }

    /** A transaction with a GTID begins; its text is made only when someone asks. */
    void sawGtid(LogEvent event) {
        lastGtid = event;
    }

    void reconnecting(String reason) {
        if (now.phase() != Phase.FAILED) {
            now = new Now(Phase.RECONNECTING, Optional.of(reason));
            log.warn("the stream is interrupted and will be tried again: {}", reason);
        }
    }

    void failed(String reason, @Nullable Throwable cause) {
        if (now.phase() == Phase.FAILED) {
            return;
        }
        now = new Now(Phase.FAILED, Optional.of(reason));
        log.error("the stream has failed: {}", reason, cause);
        failure.complete(reason);
    }
}
