package com.pinda.aggregation.canal.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Types;

/** A value read by canal's own reader: spatial types, TIME, the forms of types before MySQL 5.6. */
record CanalReader(ColumnPlace column, int type, int meta, String definition) implements ValueReader {

    @Override
    public void read(RowBytes row, Text text) {
        var read = row.byCanal(column.name(), column.index(), type, meta, ValueReaders.isBinary(definition));
        var value = read.getValue();
        if (value == null) {
            throw new IllegalArgumentException("the type " + type + " of column " + column.name() + " is not known");
        }
        text.sqlType(read.getJavaType());
        if (value instanceof byte[] bytes) {
            var isText = ValueReaders.isText(definition);
            text.string(new String(bytes, isText ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            text.sqlType(isText ? Types.CLOB : Types.BLOB);
        } else if (value instanceof BigDecimal decimal) {
            text.string(decimal.toPlainString());
        } else {
            text.string(value.toString());
        }
    }
}
