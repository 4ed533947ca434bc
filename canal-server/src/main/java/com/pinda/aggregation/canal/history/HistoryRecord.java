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

    String json() {
        var columns = definition.map(d -> {
            var array = new JSONArray();
            d.columns().forEach(c -> array.add(JSONArray.of(c.name(), c.type(), c.nullable(), c.key())));
            return array;
        });
        return JSONObject.of("file", position.file(), "offset", position.offset())
                .fluentPut("database", table.database())
                .fluentPut("table", table.table())
                .fluentPut("columns", columns.orElse(null))
                .toString(com.alibaba.fastjson2.JSONWriter.Feature.WriteNulls);
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
                    column.getString(0), column.getString(1), column.getBooleanValue(2), column.getBooleanValue(3)));
        }
        return new HistoryRecord(position, table, Optional.of(new TableDefinition(table, columns)));
    }
}
