package com.pinda.aggregation.consumer.view.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType.Kind;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import com.pinda.aggregation.schema.value.ServerEncoders;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Turns changes of one view's rows into records, straight from the server's bytes. One thread. */
final class ChangeEncoder {

    private static final String CONNECTOR = "view";

    /** Header of a value that Avro's types cannot hold, as in the tables' topics. */
    private static final String RAW = "cdc.raw.";

    /** Of a record beside its key and value, at most, without its headers. */
    private static final int FRAME_BYTES = 1024;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Form form;
    private final List<ColumnDefinition> columns;
    private final ColumnEncoder[] encoders;
    private final int[] key;
    private final int[] keyColumns;
    private final AvroOutput head = new AvroOutput();
    private final AvroOutput out = new AvroOutput();
    private final int[] at;

    ChangeEncoder(Form form, String version) {
        this.form = form;
        columns = form.columns().columns();
        encoders =
                columns.stream().map(column -> ServerEncoders.of(column.type())).toArray(ColumnEncoder[]::new);
        key = IntStream.range(0, encoders.length)
                .filter(i -> columns.get(i).key())
                .toArray();
        keyColumns = IntStream.of(key).map(this::placeInKey).toArray();
        at = new int[encoders.length + 1];
        for (var text : List.of(version, CONNECTOR, form.prefix())) {
            head.writeBytes(text.getBytes(UTF_8));
        }
    }

    /** The schema has the key in the order of the columns, and the view's key may be in another. */
    private int placeInKey(int column) {
        var names = form.view().key();
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equalsIgnoreCase(columns.get(column).name()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The records of a change. Where the row is too large to be told twice, it is not told how it was before.
     *
     * @param position grows with each change of a row
     * @param row which change of those that have the position, from 0
     * @throws IllegalArgumentException where a value does not have its column's type, or the record is too large
     * @throws ArithmeticException where a value has more decimals than its column
     */
    List<ProducerRecord<Object, Object>> records(Change change, long position, int row, long nowMs) {
        var keyBytes = key(change);
        var headers = new ArrayList<Header>();
        var value = value(change, change.before(), position, row, nowMs, headers);
        var most = ViewTopics.MAX_RECORD_BYTES - keyBytes.length - FRAME_BYTES;
        if (value.length > most && change.before() != null) {
            headers.clear();
            value = value(change, null, position, row, nowMs, headers);
        }
        if (value.length > most) {
            throw new IllegalArgumentException("the record has " + value.length + " bytes, and may have " + most);
        }
        var data = Arrays.copyOfRange(keyBytes, WireFormat.HEADER_BYTES, keyBytes.length);
        var partition = Utils.toPositive(Utils.murmur2(data)) % form.topic().partitions();
        var topic = form.topic().name();
        var record = new ProducerRecord<Object, Object>(topic, partition, keyBytes, value, headers);
        return change.operation() == Operation.DELETE
                ? List.of(record, new ProducerRecord<>(topic, partition, keyBytes, null))
                : List.of(record);
    }

    private byte[] key(Change change) {
        out.reset(WireFormat.HEADER_BYTES);
        var row = change.after() == null ? change.before() : change.after();
        var fromJson = row == null ? JSON.readTree(change.key()) : null;
        for (int i = 0; i < key.length; i++) {
            byte[] value;
            if (fromJson != null) {
                value = fromJson.get(keyColumns[i]).asString().getBytes(UTF_8);
            } else {
                value = row == null ? null : row[key[i]];
            }
            write(key[i], value, "", List.of());
        }
        return finished(form.keySchema());
    }

    private byte[] value(
            Change change,
            byte @Nullable [] @Nullable [] before,
            long position,
            int row,
            long nowMs,
            List<Header> raw) {
        out.reset(WireFormat.HEADER_BYTES);
        out.writeLong(before == null ? 0 : 1);
        if (before != null) {
            for (int i = 0; i < encoders.length; i++) {
                at[i] = out.size();
                write(i, before[i], "before.", raw);
            }
            at[encoders.length] = out.size();
        }
        var after = change.after();
        out.writeLong(after == null ? 0 : 1);
        if (after != null) {
            var known = raw.isEmpty() ? before : null;
            for (int i = 0; i < encoders.length; i++) {
                if (known != null && Arrays.equals(known[i], after[i])) {
                    out.repeat(at[i], at[i + 1] - at[i]);
                } else {
                    write(i, after[i], "after.", raw);
                }
            }
        }
        end(change.operation(), position, row, nowMs);
        return finished(form.valueSchema());
    }

    private void write(int column, byte @Nullable [] value, String side, List<Header> raw) {
        var definition = columns.get(column);
        var isKey = definition.key();
        var branch = value == null ? ColumnEncoder.NONE : encoders[column].branch(value, 0, value.length);
        if (branch == ColumnEncoder.NONE) {
            if (isKey) {
                throw new NumberFormatException("key column " + definition.name() + " has no value");
            }
            if (value != null) {
                raw.add(new RecordHeader(RAW + side + definition.name(), value));
            }
            out.writeLong(0);
            return;
        }
        if (!isKey) {
            out.writeLong(branch + 1L);
        } else if (definition.type().kind() == Kind.TIME) {
            out.writeLong(branch);
        }
        encoders[column].encode(Objects.requireNonNull(value), 0, value.length, out);
    }

    /** {@code source}, {@code op}, {@code ts_ms} and {@code transaction}, in the order of the schemas. */
    private void end(Operation operation, long position, int row, long nowMs) {
        out.append(head);
        out.writeLong(nowMs);
        out.writeLong(0); // snapshot
        out.writeBytes(form.database().getBytes(UTF_8));
        out.writeLong(1);
        out.writeBytes(form.view().name().getBytes(UTF_8));
        out.writeLong(0); // server_id
        out.writeLong(0); // gtid
        out.writeLong(0); // file: ""
        out.writeLong(position); // pos
        out.writeLong(row);
        out.writeLong(0); // thread
        out.writeLong(0); // query
        out.writeLong(position);
        out.writeBytes(operation.code().getBytes(UTF_8));
        out.writeLong(1);
        out.writeLong(nowMs);
        out.writeLong(0); // transaction
    }

    private byte[] finished(int schema) {
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, schema);
        return bytes;
    }
}
