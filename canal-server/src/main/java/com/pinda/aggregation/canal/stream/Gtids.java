package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.driver.mysql.packets.MariaGtid;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.GtidLogEvent;
import com.taobao.tddl.dbsync.binlog.event.mariadb.MariaGtidLogEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients the GTIDs, which canal does not where it reads from a file position: the transaction's own with its
 * first entry, as property {@code curtGtid}, and, on MariaDB, the position that it ends in with its last entry. MySQL
 * has no cheap way to ask which transactions were executed at a file position. Not thread safe.
 */
final class Gtids {

    private static final String OWN = "curtGtid";
    private static final VarHandle MARIA;

    static {
        try {
            // canal hands it out through String.format only
            MARIA = MethodHandles.privateLookupIn(MariaGtidLogEvent.class, MethodHandles.lookup())
                    .findVarHandle(MariaGtidLogEvent.class, "mariaGtid", MariaGtid.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Map<Long, String> lastByDomain = new TreeMap<>();
    private boolean executedIsKnown;
    private @Nullable String begun;

    /**
     * The parser begins anew.
     *
     * @param executed the last GTID of each domain at that place, comma separated; empty where nobody knows
     */
    void begin(Optional<String> executed) {
        begun = null;
        lastByDomain.clear();
        executedIsKnown = executed.isPresent();
        for (var gtid : executed.orElse("").split(",", -1)) {
            if (!gtid.isBlank()) {
                lastByDomain.put(Long.parseLong(gtid.strip().split("-", 2)[0]), gtid.strip());
            }
        }
    }

    /** The entry that an event was converted to, with what is to be told. */
    @Nullable Entry mark(LogEvent event, @Nullable Entry entry) {
        if (event instanceof MariaGtidLogEvent) {
            var gtid = (MariaGtid) MARIA.get(event);
            begun = gtid.getDomainId() + "-" + gtid.getServerId() + "-" + gtid.getSequence();
            lastByDomain.put(gtid.getDomainId(), begun);
        } else if (event instanceof GtidLogEvent gtid) {
            begun = event.getHeader().getType() == LogEvent.GTID_LOG_EVENT ? gtid.getGtidStr() : null;
        } else if (entry != null && entry.getEntryType() == EntryType.TRANSACTIONEND) {
            begun = null;
            return ended(entry);
        } else if (entry != null && begun != null && entry.getEntryType() != EntryType.HEARTBEAT) {
            var own = LogEventConvert.createSpecialPair(OWN, begun);
            begun = null;
            return entry.toBuilder()
                    .setHeader(entry.getHeader().toBuilder().addProps(own))
                    .build();
        }
        return entry;
    }

    private Entry ended(Entry entry) {
        return executedIsKnown && !lastByDomain.isEmpty()
                ? entry.toBuilder()
                        .setHeader(entry.getHeader().toBuilder().setGtid(String.join(",", lastByDomain.values())))
                        .build()
                : entry;
    }
}
