package com.pinda.aggregation.canal.rows;

import com.taobao.tddl.dbsync.binlog.LogBuffer;
import com.taobao.tddl.dbsync.binlog.event.RowsLogBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.BitSet;

/** The SQL type that canal gives a NULL of a column. */
final class NullTypes {

    private static final byte[] ROW_OF_ONE_NULL = {1};

    private NullTypes() {}

    static int of(int type, int meta, String definition) {
        var columns = new BitSet();
        columns.set(0);
        var row = new RowsLogBuffer(new LogBuffer(ROW_OF_ONE_NULL.clone(), 0, 1), 1, StandardCharsets.UTF_8, 0, false);
        row.nextOneRow(columns, false);
        row.nextValue("", 0, type, meta, ValueReaders.isBinary(definition));
        return switch (row.getJavaType()) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                ValueReaders.isText(definition) ? Types.CLOB : Types.BLOB;
            default -> row.getJavaType();
        };
    }
}
