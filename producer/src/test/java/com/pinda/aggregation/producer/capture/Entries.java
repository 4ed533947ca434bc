package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** Canal's entries, made by canal's own classes, as its server sends them. */
public final class Entries {

    private static final String FILE = "mysql-bin.000007";
    /** When all entries are executed unless told otherwise. */
    static final long TIME_MS = 1_700_000_000_000L;

    private final List<ByteString> entries = new ArrayList<>();
    private String gtid = "";
    private String addedValues = "";
    private long timeMs = TIME_MS;

    /** From now on each entry carries this GTID. */
    public Entries gtid(String current) {
        gtid = current;
        return this;
    }

    /** From now on each event of rows says this of the columns that were added to its table. */
    public Entries addedValues(String json) {
        addedValues = json;
        return this;
    }

    /** From now on each entry is executed at this time. */
    public Entries time(long millis) {
        timeMs = millis;
        return this;
    }

    public Entries begin(long offset) {
        return add(offset, "", "", 0, CanalEntry.EntryType.TRANSACTIONBEGIN, ByteString.EMPTY);
    }

    public Entries end(long offset) {
        return add(offset, "", "", 0, CanalEntry.EntryType.TRANSACTIONEND, ByteString.EMPTY);
    }

    /** Rows of (id varchar(20) key, name varchar(50)), one pair each. */
    public Entries insert(long offset, String table, String... idsAndNames) {
        var rows = CanalEntry.RowChange.newBuilder();
        for (int i = 0; i < idsAndNames.length; i += 2) {
            rows.addRowDatas(CanalEntry.RowData.newBuilder()
                    .addAfterColumns(column("id", "varchar(20)", true, idsAndNames[i]))
                    .addAfterColumns(column("name", "varchar(50)", false, idsAndNames[i + 1])));
        }
        return rows(offset, table, CanalEntry.EventType.INSERT, rows);
    }

    public Entries update(long offset, String table, String id, String name, String newId, String newName) {
        var rows = CanalEntry.RowChange.newBuilder()
                .addRowDatas(CanalEntry.RowData.newBuilder()
                        .addBeforeColumns(column("id", "varchar(20)", true, id))
                        .addBeforeColumns(column("name", "varchar(50)", false, name))
                        .addAfterColumns(column("id", "varchar(20)", true, newId))
                        .addAfterColumns(column("name", "varchar(50)", false, newName)));
        return rows(offset, table, CanalEntry.EventType.UPDATE, rows);
    }

    public Entries delete(long offset, String table, String id, String name) {
        var rows = CanalEntry.RowChange.newBuilder()
                .addRowDatas(CanalEntry.RowData.newBuilder()
                        .addBeforeColumns(column("id", "varchar(20)", true, id))
                        .addBeforeColumns(column("name", "varchar(50)", false, name)));
        return rows(offset, table, CanalEntry.EventType.DELETE, rows);
    }

    /** One inserted row of any columns. */
    public Entries insertRow(long offset, String table, List<CanalEntry.Column> columns) {
        var rows = CanalEntry.RowChange.newBuilder()
                .addRowDatas(CanalEntry.RowData.newBuilder().addAllAfterColumns(columns));
        return rows(offset, table, CanalEntry.EventType.INSERT, rows);
    }

    /** One updated row of any columns. */
    public Entries updateRow(long offset, String table, List<CanalEntry.Column> before, List<CanalEntry.Column> after) {
        var rows = CanalEntry.RowChange.newBuilder()
                .addRowDatas(CanalEntry.RowData.newBuilder()
                        .addAllBeforeColumns(before)
                        .addAllAfterColumns(after));
        return rows(offset, table, CanalEntry.EventType.UPDATE, rows);
    }

    public Entries statement(long offset, String table, CanalEntry.EventType type, String sql) {
        var rows = CanalEntry.RowChange.newBuilder().setIsDdl(true).setSql(sql);
        return rows(offset, table, type, rows);
    }

    /** A statement that canal-server tells to be about these tables. */
    public Entries statement(long offset, String table, CanalEntry.EventType type, String sql, String tables) {
        var rows = CanalEntry.RowChange.newBuilder()
                .setIsDdl(true)
                .setSql(sql)
                .addProps(CanalEntry.Pair.newBuilder().setKey("another").setValue("{}"))
                .addProps(CanalEntry.Pair.newBuilder().setKey("tables").setValue(tables));
        return rows(offset, table, type, rows);
    }

    public static CanalEntry.Column column(String name, String type, boolean key, String value) {
        return CanalEntry.Column.newBuilder()
                .setName(name)
                .setMysqlType(type)
                .setIsKey(key)
                .setIsNull(false)
                .setValue(value)
                .build();
    }

    public static CanalEntry.Column nullColumn(String name, String type) {
        return CanalEntry.Column.newBuilder()
                .setName(name)
                .setMysqlType(type)
                .setIsKey(false)
                .setIsNull(true)
                .build();
    }

    private Entries rows(long offset, String table, CanalEntry.EventType type, CanalEntry.RowChange.Builder rows) {
        var dot = table.indexOf('.');
        return add(
                offset,
                table.substring(0, dot),
                table.substring(dot + 1),
                type.getNumber(),
                CanalEntry.EntryType.ROWDATA,
                properties().concat(rows.setEventType(type).build().toByteString()));
    }

    /** They come before the rows. */
    private ByteString properties() {
        var properties = CanalEntry.RowChange.newBuilder();
        if (!addedValues.isEmpty()) {
            properties.addProps(
                    CanalEntry.Pair.newBuilder().setKey("addedValues").setValue(addedValues));
            properties.addProps(CanalEntry.Pair.newBuilder().setKey("another").setValue("{}"));
        }
        return properties.buildPartial().toByteString();
    }

    private Entries add(
            long offset,
            String database,
            String table,
            int eventType,
            CanalEntry.EntryType type,
            ByteString storeValue) {
        var header = CanalEntry.Header.newBuilder()
                .setLogfileName(FILE)
                .setLogfileOffset(offset)
                .setServerId(1)
                .setExecuteTime(timeMs)
                .setSchemaName(database)
                .setTableName(table);
        if (eventType > 0) {
            header.setEventType(CanalEntry.EventType.valueOf(eventType));
        }
        if (!gtid.isEmpty()) {
            header.addProps(CanalEntry.Pair.newBuilder().setKey("curtGtid").setValue(gtid));
        }
        entries.add(CanalEntry.Entry.newBuilder()
                .setHeader(header)
                .setEntryType(type)
                .setStoreValue(storeValue)
                .build()
                .toByteString());
        return this;
    }

    public List<ByteString> list() {
        return List.copyOf(entries);
    }
}
