package com.pinda.aggregation.producer.park;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.producer.capture.StoredChange;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.ParkedChange;
import com.pinda.aggregation.schema.TableId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Parked changes as they stand in their topic. */
final class ParkedRecord {

    /** Kafka Connect's, of which partition and offset are left out: a change of a binlog has neither. */
    private static final String HEADER = "__connect.errors.";

    /** Of a text: a record must not be too large for its cause. */
    private static final int MOST_CHARACTERS = 2_000;

    private ParkedRecord() {}

    /** The record of a change, with all of its data, which {@link #chunks} cuts. */
    static ParkedChange of(
            String destination,
            StoredChange change,
            int ordinal,
            List<ByteBuffer> keys,
            String cause,
            @Nullable RuntimeException failure,
            long nowMs) {
        var event = change.event();
        var parked = ParkedChange.newBuilder()
                .setDestination(destination)
                .setDatabase(change.table().database())
                .setTable(change.table().table())
                .setOperation(change.operation().code())
                .setPosition(event.position())
                .setFile(event.file())
                .setPos(event.offset())
                .setOrdinal(ordinal)
                .setRow(change.row())
                .setServerId(event.serverId())
                .setTsMs(event.timeMs())
                .setTransactionId(event.transactionId())
                .setTotalOrder(change.totalOrder())
                .setDataCollectionOrder(change.tableOrder())
                .setKeys(keys)
                .setFirst(failure != null)
                .setCauseClass(failure == null ? "" : failure.getClass().getName())
                .setCause(shortened(cause))
                .setParkedTsMs(nowMs)
                .setSize(change.data().remaining())
                .setChunk(0)
                .setChunks(1)
                .setAddedValues(change.addedValues())
                .setData(change.data());
        var gtid = event.gtid();
        return gtid == null ? parked.build() : parked.setGtid(gtid).build();
    }

    /** The records of a change, none with more of its data than that. */
    static List<ParkedChange> chunks(ParkedChange whole, int mostBytes) {
        var data = whole.getData();
        var count = Math.max(1, (data.remaining() + mostBytes - 1) / mostBytes);
        if (count == 1) {
            return List.of(whole);
        }
        var chunks = new ArrayList<ParkedChange>();
        for (int i = 0; i < count; i++) {
            var from = i * mostBytes;
            var part = data.slice(from, Math.min(mostBytes, data.remaining() - from));
            chunks.add(ParkedChange.newBuilder(whole)
                    .setChunk(i)
                    .setChunks(count)
                    .setData(part)
                    .build());
        }
        return chunks;
    }

    /** The change that all chunks of a record make. */
    static StoredChange stored(GenericRecord record, ByteBuffer data) {
        var gtid = record.get("gtid");
        var event = new LogEvent(
                record.get("file").toString(),
                (Long) record.get("pos"),
                (Long) record.get("position"),
                (Long) record.get("server_id"),
                (Long) record.get("ts_ms"),
                gtid == null ? null : gtid.toString(),
                record.get("transaction_id").toString());
        return new StoredChange(
                event,
                new TableId(
                        record.get("database").toString(), record.get("table").toString()),
                Operation.of(record.get("operation").toString()),
                (Integer) record.get("row"),
                (Long) record.get("total_order"),
                (Long) record.get("data_collection_order"),
                (ByteBuffer) record.get("added_values"),
                data);
    }

    /** What Kafka Connect writes beside a dead letter. */
    static List<Header> headers(String topic, String destination, String cause, @Nullable RuntimeException failure) {
        var headers = new ArrayList<Header>();
        add(headers, "topic", topic);
        add(headers, "connector.name", destination);
        add(headers, "task.id", "0");
        add(headers, "stage", "VALUE_CONVERTER");
        add(headers, "class.name", "com.pinda.aggregation.producer.encode.ChangeEncoder");
        add(headers, "exception.message", shortened(cause));
        if (failure != null) {
            add(headers, "exception.class.name", failure.getClass().getName());
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            add(headers, "exception.stacktrace", shortened(trace.toString()));
        }
        return headers;
    }

    private static void add(List<Header> headers, String name, String text) {
        headers.add(new RecordHeader(HEADER + name, text.getBytes(UTF_8)));
    }

    static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " …";
    }
}
