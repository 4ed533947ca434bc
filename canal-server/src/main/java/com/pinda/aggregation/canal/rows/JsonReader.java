package com.pinda.aggregation.canal.rows;

import java.sql.Types;

/** JSON of MySQL as its text: canal's own reader ends a string at its first U+0000. */
record JsonReader(int lengthBytes) implements ValueReader {

    @Override
    public void read(RowBytes row, Text text) {
        var length = (int) row.little(lengthBytes);
        var at = row.take(length);
        text.string(new JsonDocument(row.part(at, length)).text());
        text.sqlType(Types.VARCHAR);
    }
}
