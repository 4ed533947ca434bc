package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.SinkFunction;
import com.alibaba.otter.canal.parse.inbound.mysql.MysqlConnection;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.TableMetaCache;
import com.alibaba.otter.canal.protocol.position.LogIdentity;
import com.alibaba.otter.canal.store.model.Event;
import com.pinda.aggregation.canal.history.TableHistory;
import com.pinda.aggregation.canal.source.Source;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.TimeZone;

/** Parses the first binlog file again and again in one thread: CPU microseconds a row, warm. */
public final class ParseBench {

    private ParseBench() {}

    /** Prints one line a pass. */
    public static void run(Source source, int rows, int passes) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        var history = TableHistory.open(Files.createTempDirectory("bench").resolve("tables.jsonl"));
        var filter = new TableFilter("shop\\..*");
        var definitions = new Definitions(history, source, filter);
        for (int pass = 0; pass < passes; pass++) {
            var convert = new RowConvert(definitions, filter, new Gtids(), () -> {});
            try (var meta = source.open();
                    var connection = source.open()) {
                convert.setTableMetaCache(new TableMetaCache(meta, definitions));
                var end = connection.end();
                connection.reconnect();
                var identity = new LogIdentity(new InetSocketAddress(1), -1L);
                var bytes = new long[2];
                var cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                MysqlConnection binlog = connection;
                binlog.dump("mysql-bin.000001", 4L, new SinkFunction<LogEvent>() {
                    @Override
                    public boolean sink(LogEvent event) {
                        var entry = convert.parse(event, false);
                        if (entry != null) {
                            bytes[0] += new Event(identity, entry, true).getRawLength();
                            bytes[1]++;
                        }
                        return event.getLogPos() < end.offset();
                    }
                });
                cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
                System.out.printf(
                        "pass %d: %.2f us/row entries=%d bytes/row=%d%n",
                        pass, cpu / 1000.0 / rows, bytes[1], bytes[0] / rows);
            }
        }
    }
}
