package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.producer.capture.RecordCount;
import com.pinda.aggregation.producer.capture.TransactionCounts;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.TransactionSchemas;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes begin and end of each transaction for the transaction topic, as {@link TransactionSchemas} has them.
 * Registers the schemas with the first one. One thread.
 */
public final class TransactionEncoder implements TransactionMarks {

    private static final byte[] BEGIN = "BEGIN".getBytes(UTF_8);
    private static final byte[] END = "END".getBytes(UTF_8);
    private static final int UNKNOWN = -1;

    private final String topic;
    private final SchemaRegistry registry;
    private final AvroOutput out = new AvroOutput();
    private final Map<TableId, byte[]> names = new HashMap<>();
    private int keySchema = UNKNOWN;
    private int valueSchema = UNKNOWN;

    public TransactionEncoder(TopicNames topics, SchemaRegistry registry) {
        topic = topics.transaction();
        this.registry = registry;
    }

    @Override
    public void begin(LogEvent first, RecordSink sink) {
        var id = first.transactionId().getBytes(UTF_8);
        start(BEGIN, id);
        out.writeLong(0);
        out.writeLong(0);
        finish(id, first.timeMs(), sink);
    }

    @Override
    public void end(String transaction, TransactionCounts counts, long timeMs, RecordSink sink) {
        var id = transaction.getBytes(UTF_8);
        start(END, id);
        out.writeLong(1);
        out.writeLong(counts.records());
        out.writeLong(1);
        writeTables(counts.tables());
        finish(id, timeMs, sink);
    }

    private void start(byte[] status, byte[] id) {
        register();
        out.reset(WireFormat.HEADER_BYTES);
        out.writeBytes(status);
        out.writeBytes(id);
    }

    private void register() {
        if (valueSchema == UNKNOWN) {
            keySchema = registry.register(topic + "-key", TransactionSchemas.key());
            valueSchema = registry.register(topic + "-value", TransactionSchemas.value());
        }
    }

    /** An array in one block, and the empty block that ends it. */
    private void writeTables(List<RecordCount> tables) {
        out.writeLong(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            var table = tables.get(i);
            out.writeBytes(name(table.table()));
            out.writeLong(table.records());
        }
        out.writeLong(0);
    }

    private byte[] name(TableId table) {
        return names.computeIfAbsent(table, id -> id.toString().getBytes(UTF_8));
    }

    private void finish(byte[] id, long timeMs, RecordSink sink) {
        out.writeLong(timeMs);
        var value = record(valueSchema);
        out.reset(WireFormat.HEADER_BYTES);
        out.writeBytes(id);
        sink.send(topic, record(keySchema), value, List.of());
    }

    private byte[] record(int schema) {
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, schema);
        return bytes;
    }
}
