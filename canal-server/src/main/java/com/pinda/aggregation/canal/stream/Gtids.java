package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.driver.mysql.packets.MariaGtid;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.Header;
import com.pinda.aggregation.canal.fields.PrivateField;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.GtidLogEvent;
import com.taobao.tddl.dbsync.binlog.event.mariadb.MariaGtidLogEvent;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients the GTIDs, which canal does not where it reads from a file position: the transaction's own with its
 * first entry, as property {@code curtGtid}, and, on MariaDB, the position that it ends in with its last entry. MySQL
 * has no cheap way to ask which transactions were executed at a file position. It refuses to go on where some are
 * missing. Not thread safe.
 */
final class Gtids {

    private static final String OWN = "curtGtid";

    /** canal hands it out through String.format only. */
    private static final VarHandle MARIA = PrivateField.of(MariaGtidLogEvent.class, "mariaGtid", MariaGtid.class);

    private final TreeMap<Long, String> lastByDomain = new TreeMap<>();
    private final GtidHoles holes = new GtidHoles();
    private boolean executedIsKnown;
    private @Nullable String begun;

    /**
     * The parser begins anew.
     *
     * @param executed the last GTID of each domain at that place, comma separated; empty where nobody knows
     * @param identity the source's, {@code server_uuid=} or, on MariaDB, {@code server_id=}
     */
    void begin(Optional<String> executed, String identity) {
        holes.begin(identity.substring(identity.indexOf('=') + 1));
        begun = null;
        lastByDomain.clear();
        executedIsKnown = executed.isPresent();
        for (var gtid : executed.orElse("").split(",", -1)) {
            if (!gtid.isBlank()) {
                var parts = gtid.strip().split("-", 3);
                lastByDomain.put(Long.parseLong(parts[0]), gtid.strip());
                holes.passed(parts[0], parts[1], Long.parseLong(parts[2]));
            }
        }
    }

    /**
     * The entry that an event was converted to, with what is to be told and was not told yet.
     *
     * @throws StreamFailedException where transactions of the source are missing before it
     */
    @Nullable Entry mark(LogEvent event, @Nullable Entry entry) {
        if (event instanceof MariaGtidLogEvent) {
            var gtid = (MariaGtid) MARIA.get(event);
            begun = gtid.getDomainId() + "-" + gtid.getServerId() + "-" + gtid.getSequence();
            lastByDomain.put(gtid.getDomainId(), begun);
            holes.check(
                    Long.toString(gtid.getDomainId()),
                    Long.toString(gtid.getServerId()),
                    gtid.getSequence(),
                    () -> beginningOf(event));
        } else if (event instanceof GtidLogEvent gtid) {
            begun = event.getHeader().getType() == LogEvent.GTID_LOG_EVENT ? gtid.getGtidStr() : null;
            if (begun != null) {
                var parts = begun.split(":", 2);
                holes.check("", parts[0], Long.parseLong(parts[1]), () -> beginningOf(event));
            }
        } else if (entry != null && entry.getEntryType() == EntryType.TRANSACTIONEND) {
            begun = null;
            if (entry.getHeader().getGtid().isEmpty() && !executed().isEmpty()) {
                var header = entry.getHeader().toBuilder();
                tellExecuted(header);
                return entry.toBuilder().setHeader(header).build();
            }
        } else if (entry != null && begun != null && entry.getEntryType() != EntryType.HEARTBEAT) {
            var header = entry.getHeader().toBuilder();
            tellOwn(header);
            return entry.toBuilder().setHeader(header).build();
        }
        return entry;
    }

    /**
     * Tells the transaction's own GTID in the header of an entry, where none was told it yet. There is none to be told
     * while canal seeks for a transaction's beginning: {@link #begin} comes before that, and {@link #mark} after it.
     */
    void tellOwn(Header.Builder header) {
        if (begun != null) {
            header.addProps(LogEventConvert.createSpecialPair(OWN, begun));
            begun = null;
        }
    }

    /** Tells in the header of a transaction's last entry which ones were executed by then. */
    void tellExecuted(Header.Builder last) {
        var executed = executed();
        if (!executed.isEmpty()) {
            last.setGtid(executed);
        }
    }

    /** The last GTID of each domain, comma separated; empty where nobody knows. */
    private String executed() {
        if (!executedIsKnown || lastByDomain.isEmpty()) {
            return "";
        }
        return lastByDomain.size() == 1
                ? lastByDomain.firstEntry().getValue()
                : String.join(",", lastByDomain.values());
    }

    private static BinlogPosition beginningOf(LogEvent event) {
        return new BinlogPosition(
                event.getHeader().getLogFileName(), event.getHeader().getLogPos() - event.getEventLen());
    }
}
