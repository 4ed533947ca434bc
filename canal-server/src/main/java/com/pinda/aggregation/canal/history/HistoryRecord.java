package com.pinda.aggregation.canal.history;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONArray;
import com.alibaba.fastjson2.JSONObject;
import java.util.ArrayList;
import java.util.Optional;

/**
 * From this position on the table has this definition.
 *
 * @param definition empty: the table does not exist, or its definition is not known
 */
record HistoryRecord(BinlogPosition position, TableName table, Optional<TableDefinition> definition) {

    private static final int ADDED_VALUE = 4;
    private static final int CHARSET = 5;

    String json() {
        var columns = definition.map(d -> {
            var array = new JSONArray();
            d.columns().forEach(c -> array.add(json(c)));
            return array;
        });
        return JSONObject.of("file", position.file(), "offset", position.offset())
                .fluentPut("database", table.database())
                .fluentPut("table", table.table())
                .fluentPut("columns", columns.orElse(null))
                .toString(com.alibaba.fastjson2.JSONWriter.Feature.WriteNulls);
    }

    private static JSONArray json(ColumnDefinition column) {
        var json = JSONArray.of(column.name(), column.type(), column.nullable(), column.key());
        if (column.addedValue() != null || column.charset() != null) {
            json.add(column.addedValue());
        }
        if (column.charset() != null) {
            json.add(column.charset());
        }
        return json;
    }

    static HistoryRecord parse(String line) {
        var json = JSON.parseObject(line);
        var table = new TableName(json.getString("database"), json.getString("table"));
        var position = new BinlogPosition(json.getString("file"), json.getLongValue("offset"));
        var array = json.getJSONArray("columns");
        if (array == null) {
            return new HistoryRecord(position, table, Optional.empty());
        }
        var columns = new ArrayList<ColumnDefinition>();
        for (int i = 0; i < array.size(); i++) {
            var column = array.getJSONArray(i);
            columns.add(new ColumnDefinition(
                    column.getString(0),
                    column.getString(1),
                    column.getBooleanValue(2),
                    column.getBooleanValue(3),
                    column.size() > ADDED_VALUE ? column.getString(ADDED_VALUE) : null,
                    column.size() > CHARSET ? column.getString(CHARSET) : null));
        }
        return new HistoryRecord(position, table, Optional.of(new TableDefinition(table, columns)));
    }
}
