package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.RowImage;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Encodes the changes of one table, as long as its columns stay the same. */
final class TableEncoder {

    /** Header of the delete that a primary-key change begins with: the row's new key. Debezium's name. */
    static final String NEW_KEY = "__debezium.newkey";

    /** Header of the create that a primary-key change ends with: the row's old key. Debezium's name. */
    static final String OLD_KEY = "__debezium.oldkey";

    private final String topic;
    private final int keySchema;
    private final int valueSchema;
    private final boolean keyed;
    private final boolean partial;
    private final RowEncoder key;
    private final RowEncoder row;
    private final EventHead head;
    private final AvroOutput out;
    private final RawValues raw = new RawValues();

    TableEncoder(
            String topic,
            TableLayout layout,
            TableDefinition table,
            int keySchema,
            int valueSchema,
            EventHead head,
            AvroOutput out) {
        this.topic = topic;
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        this.head = head;
        this.out = out;
        keyed = !table.key().isEmpty();
        partial = table.columns().size() < layout.columns().size();
        key = new RowEncoder(layout, table.key());
        row = new RowEncoder(layout, table.columns());
    }

    /** Sends the records of a change; none where it touched no captured column. */
    void encode(Change change, RecordSink sink) {
        switch (change.operation()) {
            case CREATE, READ -> create(change, sink, List.of());
            case DELETE -> delete(change, sink, List.of());
            case UPDATE -> update(change, sink);
            case TRUNCATE -> throw new IllegalStateException("TRUNCATE is no row's change");
        }
    }

    private void create(Change change, RecordSink sink, List<Header> headers) {
        var value = value(change, Operation.CREATE, false, true);
        sink.send(topic, key(change, change.after()), value, joined(headers));
    }

    private void update(Change change, RecordSink sink) {
        if (partial && row.same(change.before(), change.after())) {
            return;
        }
        if (keyed && !key.same(change.before(), change.after())) {
            var oldKey = key(change, change.before());
            var newKey = key(change, change.after());
            delete(change, sink, List.of(new RecordHeader(NEW_KEY, newKey)));
            create(change, sink, List.of(new RecordHeader(OLD_KEY, oldKey)));
            return;
        }
        var value = value(change, Operation.UPDATE, true, true);
        sink.send(topic, key(change, change.after()), value, joined(List.of()));
    }

    private void delete(Change change, RecordSink sink, List<Header> headers) {
        var value = value(change, Operation.DELETE, true, false);
        var oldKey = key(change, change.before());
        sink.send(topic, oldKey, value, joined(headers));
        if (keyed) {
            sink.send(topic, oldKey, null, List.of());
        }
    }

    private byte @Nullable [] key(Change change, RowImage image) {
        if (!keyed) {
            return null;
        }
        out.reset(WireFormat.HEADER_BYTES);
        key.encode(change, image, out, raw);
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, keySchema);
        return bytes;
    }

    private byte[] value(Change change, Operation operation, boolean withBefore, boolean withAfter) {
        raw.clear();
        change.nextRecord();
        out.reset(WireFormat.HEADER_BYTES);
        out.writeLong(withBefore ? 1 : 0);
        if (withBefore) {
            raw.side("before");
            row.encode(change, change.before(), out, raw);
        }
        out.writeLong(withAfter ? 1 : 0);
        if (withAfter) {
            raw.side("after");
            after(change, withBefore);
        }
        head.encode(change, (byte) operation.code().charAt(0), out);
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, valueSchema);
        return bytes;
    }

    private void after(Change change, boolean behindBefore) {
        if (behindBefore) {
            row.encodeAfter(change, out, raw);
        } else {
            row.encode(change, change.after(), out, raw);
        }
    }

    private List<Header> joined(List<Header> headers) {
        var rawHeaders = raw.headers();
        if (rawHeaders.isEmpty()) {
            return headers;
        }
        var all = new java.util.ArrayList<>(headers);
        all.addAll(rawHeaders);
        return all;
    }
}
