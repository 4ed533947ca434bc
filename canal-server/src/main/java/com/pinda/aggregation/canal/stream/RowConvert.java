package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.TableMeta;
import com.alibaba.otter.canal.parse.inbound.TableMeta.FieldMeta;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.TableMetaCache;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.pinda.aggregation.canal.history.TableName;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.RowsLogEvent;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** canal's mapping of binlog events to entries, with rows mapped by the definition of their time. */
final class RowConvert extends LogEventConvert {

    /** What was worked out for a table of the binlog, until its rows look different or a definition changes. */
    private record Mapped(TableName table, List<Integer> types, long version, Optional<TableMeta> meta) {}

    private final Definitions definitions;
    private final TableFilter filter;
    private final Runnable afterFault;
    private final Map<Long, Mapped> mapped = new HashMap<>();

    /** @param afterFault run by the parser's thread when the stream broke, before it is tried again */
    RowConvert(Definitions definitions, TableFilter filter, Runnable afterFault) {
        this.definitions = definitions;
        this.filter = filter;
        this.afterFault = afterFault;
        setNameFilter(filter.canal());
        setCharset(StandardCharsets.UTF_8);
        setFilterQueryDml(true); // statement texts may hold what no row may show
    }

    @Override
    public @Nullable Entry parse(LogEvent event, boolean isSeek) {
        return switch (event.getHeader().getType()) {
            // canal makes entries of these that it drops later on
            case LogEvent.GTID_LOG_EVENT,
                    LogEvent.ANONYMOUS_GTID_LOG_EVENT,
                    LogEvent.GTID_EVENT,
                    LogEvent.GTID_LIST_EVENT -> null;
            default -> super.parse(event, isSeek);
        };
    }

    @Override
    public @Nullable TableMeta parseRowsEventForTableMeta(RowsLogEvent event) {
        var table = event.getTable();
        if (table == null) {
            return super.parseRowsEventForTableMeta(event); // tells what is missing
        }
        var types = BinlogTypes.of(table.getColumnInfo());
        var known = mapped.get(event.getTableId());
        if (known == null
                || known.version() != definitions.version()
                || !known.table().table().equals(table.getTableName())
                || !known.table().database().equals(table.getDbName())
                || !known.types().equals(types)) {
            known = map(event, table.getColumnInfo(), types);
            mapped.put(event.getTableId(), known);
        }
        return known.meta().orElse(null);
    }

    @Override
    public void setTableMetaCache(TableMetaCache cache) {
        // With a history of its own canal compares column names with the binlog's, and fails on those beyond ASCII.
        cache.setOnTSDB(false);
        super.setTableMetaCache(cache);
    }

    @Override
    public void reset() {
        super.reset();
        mapped.clear();
        afterFault.run();
    }

    private Mapped map(RowsLogEvent event, ColumnInfo[] rows, List<Integer> types) {
        var name = new TableName(event.getTable().getDbName(), event.getTable().getTableName());
        if (!filter.test(name)) {
            return new Mapped(name, types, definitions.version(), Optional.empty());
        }
        var header = event.getHeader();
        var position = new BinlogPosition(header.getLogFileName(), header.getLogPos() - header.getEventLen());
        var meta = meta(definitions.of(name, rows, position));
        return new Mapped(name, types, definitions.version(), Optional.of(meta));
    }

    private static TableMeta meta(TableDefinition definition) {
        var fields = new ArrayList<FieldMeta>(definition.columns().size());
        for (var column : definition.columns()) {
            var field = new FieldMeta();
            field.setColumnName(column.name());
            field.setColumnType(column.type());
            field.setNullable(column.nullable());
            field.setKey(column.key());
            fields.add(field);
        }
        return new TableMeta(definition.table().database(), definition.table().table(), fields);
    }
}
