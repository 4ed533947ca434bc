package com.pinda.aggregation.canal.stream;

import com.pinda.aggregation.canal.fields.PrivateField;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.LogHeader;
import com.taobao.tddl.dbsync.binlog.event.mariadb.QueryCompressedLogEvent;
import java.lang.invoke.VarHandle;

/** MariaDB's compressed statements ({@code log_bin_compress}): canal unpacks them, and then passes over their type. */
final class CompressedStatement {

    private static final VarHandle TYPE = PrivateField.of(LogHeader.class, "type", int.class);

    private CompressedStatement() {}

    /** Makes an unpacked statement the plain statement that it is, as canal itself does with unpacked rows. */
    static void unpack(LogEvent event) {
        if (event instanceof QueryCompressedLogEvent) {
            TYPE.set(event.getHeader(), LogEvent.QUERY_EVENT);
        }
    }
}
