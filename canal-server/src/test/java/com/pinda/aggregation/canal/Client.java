package com.pinda.aggregation.canal;

import static org.awaitility.Awaitility.await;

import com.alibaba.otter.canal.client.CanalConnector;
import com.alibaba.otter.canal.client.impl.SimpleCanalConnector;
import com.alibaba.otter.canal.protocol.CanalEntry.Column;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.Pair;
import com.alibaba.otter.canal.protocol.CanalEntry.RowChange;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A stock client that keeps what it read. */
final class Client implements AutoCloseable {

    private static final int BATCH = 1000;

    private final CanalConnector canal;
    private final List<Entry> entries = new ArrayList<>();
    private long lastBatch = -1;

    private Client(CanalConnector canal) {
        this.canal = canal;
    }

    static Client connect(int port) {
        return connect(port, "", "");
    }

    static Client connect(int port, String user, String password) {
        var canal = new SimpleCanalConnector(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), user, password, "tms");
        canal.connect();
        canal.subscribe("");
        return new Client(canal);
    }

    /** Reads until so many rows have come, and acknowledges them if asked to. */
    Client read(int rows, boolean ack) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    poll(ack);
                    return rows().size() >= rows;
                });
        return this;
    }

    /** Acknowledges what was read last. */
    void ack() {
        canal.ack(lastBatch);
    }

    void poll(boolean ack) {
        var message = canal.getWithoutAck(BATCH);
        if (message.getId() != -1) {
            entries.addAll(message.getEntries());
            lastBatch = message.getId();
            if (ack) {
                canal.ack(message.getId());
            }
        }
    }

    /** Reads until an entry of this type has come. */
    Client readUntil(EntryType type, boolean ack) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    poll(ack);
                    return entries.stream().anyMatch(e -> e.getEntryType() == type);
                });
        return this;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Each changed row as {@code TYPE table a=1,b=NULL}. */
    List<String> rows() {
        var rows = new ArrayList<String>();
        for (var entry : entries) {
            if (entry.getEntryType() == EntryType.ROWDATA) {
                var change = change(entry);
                for (var row : change.getRowDatasList()) {
                    var columns =
                            row.getAfterColumnsCount() > 0 ? row.getAfterColumnsList() : row.getBeforeColumnsList();
                    rows.add(change.getEventType() + " " + entry.getHeader().getTableName() + " " + text(columns));
                }
            }
        }
        return rows;
    }

    /** The GTID of its transaction that an entry carries, or nothing. */
    static String ownGtid(Entry entry) {
        return entry.getHeader().getPropsList().stream()
                .filter(p -> p.getKey().equals("curtGtid"))
                .map(Pair::getValue)
                .collect(Collectors.joining());
    }

    /** What each event says of the columns that were added to its table. */
    List<String> addedValues() {
        return entries.stream()
                .filter(entry -> entry.getEntryType() == EntryType.ROWDATA)
                .map(Client::change)
                .filter(change -> !change.getIsDdl())
                .map(change -> change.getPropsList().stream()
                        .filter(p -> p.getKey().equals("addedValues"))
                        .map(Pair::getValue)
                        .collect(Collectors.joining()))
                .toList();
    }

    /** Each statement about captured tables as {@code TYPE database.table tables}. */
    List<String> statements() {
        var statements = new ArrayList<String>();
        for (var entry : entries) {
            if (entry.getEntryType() == EntryType.ROWDATA && change(entry).getIsDdl()) {
                var header = entry.getHeader();
                for (var property : change(entry).getPropsList()) {
                    statements.add(header.getEventType() + " " + header.getSchemaName() + "." + header.getTableName()
                            + " " + property.getValue());
                }
            }
        }
        return statements;
    }

    static RowChange change(Entry entry) {
        try {
            return RowChange.parseFrom(entry.getStoreValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(List<Column> columns) {
        return columns.stream()
                .map(c -> c.getName() + "=" + (c.getIsNull() ? "NULL" : c.getValue()))
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        canal.disconnect();
    }
}
