package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * A change as canal sent it, to be kept and encoded later as if it came then; see {@link ChangeReader}.
 *
 * @param event the binlog event that holds it
 * @param table its table
 * @param operation CREATE, UPDATE or DELETE
 * @param row which row of its event it is, from 0
 * @param totalOrder which record of its transaction its first one is, from 1
 * @param tableOrder which record of its table in its transaction its first one is, from 1
 * @param addedValues what older rows got in columns that were added since: a JSON object by column, or nothing
 * @param data canal's message {@code RowData}: columns and values before and after; those of columns that stay in the
 *     source are null in it
 */
public record StoredChange(
        LogEvent event,
        TableId table,
        Operation operation,
        int row,
        long totalOrder,
        long tableOrder,
        ByteBuffer addedValues,
        ByteBuffer data) {

    /** A copy of what a change holds now, without the values of columns that stay in the source. */
    public static StoredChange of(Change change, CapturedTables captured) {
        return new StoredChange(
                change.event(),
                change.layout().table(),
                change.operation(),
                change.row(),
                change.recordsBefore() + 1,
                change.ofTableBefore() + 1,
                ByteBuffer.wrap(change.layout().addedValues()),
                ByteBuffer.wrap(captured(change, captured)));
    }

    private static byte[] captured(Change change, CapturedTables captured) {
        var table = change.layout().table();
        Predicate<String> stays = column -> !captured.includes(table, column);
        if (change.layout().columns().stream().map(TableLayout.Column::name).noneMatch(stays)) {
            return change.message();
        }
        try {
            var row = CanalEntry.RowData.parseFrom(change.message());
            var stored = CanalEntry.RowData.newBuilder();
            row.getBeforeColumnsList().forEach(column -> stored.addBeforeColumns(cleared(column, stays)));
            row.getAfterColumnsList().forEach(column -> stored.addAfterColumns(cleared(column, stays)));
            return stored.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the row was read before", e);
        }
    }

    private static CanalEntry.Column cleared(CanalEntry.Column column, Predicate<String> stays) {
        return stays.test(column.getName())
                ? CanalEntry.Column.newBuilder()
                        .setName(column.getName())
                        .setMysqlType(column.getMysqlType())
                        .setIsKey(column.getIsKey())
                        .setIsNull(true)
                        .build()
                : column;
    }

    /** For messages: table, file, offset and row. */
    @Override
    public String toString() {
        return table + " at " + event.file() + ":" + event.offset() + " row " + row;
    }
}
