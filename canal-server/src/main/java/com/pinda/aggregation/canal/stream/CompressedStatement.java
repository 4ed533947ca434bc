package com.pinda.aggregation.canal.stream;

import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.LogHeader;
import com.taobao.tddl.dbsync.binlog.event.mariadb.QueryCompressedLogEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** MariaDB's compressed statements ({@code log_bin_compress}): canal unpacks them, and then passes over their type. */
final class CompressedStatement {

    private static final VarHandle TYPE;

    static {
        try {
            TYPE = MethodHandles.privateLookupIn(LogHeader.class, MethodHandles.lookup())
                    .findVarHandle(LogHeader.class, "type", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private CompressedStatement() {}

    /** Makes an unpacked statement the plain statement that it is, as canal itself does with unpacked rows. */
    static void unpack(LogEvent event) {
        if (event instanceof QueryCompressedLogEvent) {
            TYPE.set(event.getHeader(), LogEvent.QUERY_EVENT);
        }
    }
}
