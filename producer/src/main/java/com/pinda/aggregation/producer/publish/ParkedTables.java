package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.KeyParked;
import com.pinda.aggregation.schema.TableColumn;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableParked;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Parked tables as they stand in a checkpoint. */
final class ParkedTables {

    private ParkedTables() {}

    static List<TableParked> written(List<ParkedTable> tables) {
        return tables.stream().map(ParkedTables::written).toList();
    }

    private static TableParked written(ParkedTable table) {
        var written = TableParked.newBuilder()
                .setDatabase(table.table().database())
                .setTable(table.table().table())
                .setCause(table.cause())
                .setSinceTsMs(table.sinceMs())
                .setChanges(table.changes())
                .setKeys(table.keys().entrySet().stream()
                        .map(key -> new KeyParked(key.getKey().written(), key.getValue()))
                        .toList());
        var pausedFrom = table.pausedFrom();
        if (pausedFrom != null) {
            written.setPausedFrom(pausedFrom);
        }
        if (!table.columns().isEmpty()) {
            written.setColumns(table.columns().stream()
                    .map(column -> new TableColumn(column.name(), column.type(), column.key()))
                    .toList());
        }
        return written.build();
    }

    static List<ParkedTable> read(List<GenericRecord> tables) {
        return tables.stream().map(ParkedTables::read).toList();
    }

    private static ParkedTable read(GenericRecord table) {
        var keys = new HashMap<KeyDigest, Long>();
        for (var element : (List<?>) table.get("keys")) {
            var key = (GenericRecord) element;
            keys.put(KeyDigest.read((ByteBuffer) key.get("digest")), (Long) key.get("from"));
        }
        return new ParkedTable(
                new TableId(table.get("database").toString(), table.get("table").toString()),
                table.get("cause").toString(),
                (Long) table.get("since_ts_ms"),
                (Long) table.get("changes"),
                (Long) table.get("paused_from"),
                columns((List<?>) table.get("columns")),
                keys);
    }

    private static List<TableLayout.Column> columns(@Nullable List<?> columns) {
        var read = new ArrayList<TableLayout.Column>();
        if (columns != null) {
            for (var element : columns) {
                var column = (GenericRecord) element;
                read.add(new TableLayout.Column(
                        column.get("name").toString(), column.get("type").toString(), (Boolean) column.get("key")));
            }
        }
        return read;
    }
}
