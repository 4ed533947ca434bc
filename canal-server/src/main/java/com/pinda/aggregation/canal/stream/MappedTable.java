package com.pinda.aggregation.canal.stream;

import com.google.protobuf.ByteString;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.rows.RowsWriter;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.util.Arrays;
import java.util.Optional;

/** What was worked out for a table of the binlog; good until its rows look different or a definition changes. */
final class MappedTable {

    /**
     * The definition and what writes rows by it.
     *
     * @param database name in UTF-8, which protobuf would write anew for each entry
     * @param name of the table, likewise
     */
    record Mapping(TableDefinition definition, RowsWriter writer, ByteString database, ByteString name) {

        Mapping(TableDefinition definition, RowsWriter writer) {
            this(
                    definition,
                    writer,
                    ByteString.copyFromUtf8(definition.table().database()),
                    ByteString.copyFromUtf8(definition.table().table()));
        }
    }

    private final TableName table;
    private final int[] types;
    private final long version;
    private final Optional<Mapping> mapping;

    /**
     * Keeps what was worked out.
     *
     * @param version of the definitions it was worked out from
     * @param mapping empty for a table that is not captured
     */
    MappedTable(TableName table, ColumnInfo[] rows, long version, Optional<Mapping> mapping) {
        this.table = table;
        this.types = Arrays.stream(rows).mapToInt(MappedTable::type).toArray();
        this.version = version;
        this.mapping = mapping;
    }

    TableName table() {
        return table;
    }

    Optional<Mapping> mapping() {
        return mapping;
    }

    /** Whether it still holds for a table map of the binlog. */
    boolean fits(TableMapLogEvent map, long versionNow) {
        return version == versionNow
                && table.table().equals(map.getTableName())
                && table.database().equals(map.getDbName())
                && hasTypes(map.getColumnInfo());
    }

    private boolean hasTypes(ColumnInfo[] rows) {
        if (types.length != rows.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i] != type(rows[i])) {
                return false;
            }
        }
        return true;
    }

    private static int type(ColumnInfo row) {
        return row.type << Character.SIZE | row.meta;
    }
}
