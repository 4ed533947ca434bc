package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.QueryLogEvent;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import com.taobao.tddl.dbsync.binlog.event.mariadb.MariaGtidLogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Stops at captured rows of a prepared XA transaction. They are logged when it is prepared, and nobody knows then
 * whether it will be committed. MySQL says at their begin that they are of one, MariaDB at their end only. Not thread
 * safe.
 */
final class XaGuard {

    private static final String START = "XA START ";
    private static final String END = "XA END ";

    private String started = "";
    private boolean rows;

    /** Looks at an event and what it was converted to, before that is handed on. */
    void check(LogEvent event, @Nullable Entry entry) {
        if (event instanceof RowsLogEvent) {
            if (entry != null) {
                rows = true;
                refuse(event, started);
            }
        } else if (event instanceof MariaGtidLogEvent) {
            rows = false;
        } else if (event instanceof QueryLogEvent query && query.getQuery().startsWith("XA ")) {
            statement(query);
        }
    }

    /** The parser begins anew, between two transactions. */
    void reset() {
        started = "";
        rows = false;
    }

    private void statement(QueryLogEvent event) {
        var sql = event.getQuery();
        if (sql.startsWith(START)) {
            started = sql.substring(START.length());
            rows = false;
        } else if (sql.startsWith(END)) {
            started = "";
            refuse(event, rows ? sql.substring(END.length()) : "");
        }
    }

    private static void refuse(LogEvent event, String xid) {
        if (xid.isEmpty()) {
            return;
        }
        var header = event.getHeader();
        throw new StreamFailedException("captured rows are of the XA transaction " + xid + " at "
                + new BinlogPosition(header.getLogFileName(), header.getLogPos() - header.getEventLen())
                + ". XA is not supported yet: its rows are in the binlog before it is committed or rolled back."
                + " Write these tables without XA PREPARE, load them anew, remove the data folder, and begin after"
                + " this transaction with canal.source.start");
    }
}
