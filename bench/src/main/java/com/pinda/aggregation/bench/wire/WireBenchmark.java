package com.pinda.aggregation.bench.wire;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An update of a row with the 20 columns of {@code bench.items}, before and after it: a record of 486 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WireBenchmark {
    private static final String TOPIC = "tms.bench.items";
    private static final TableDefinition ITEMS = new TableDefinition(
            TableId.parse("bench.items"),
            Stream.of(
                            "id bigint",
                            "order_no varchar(20)",
                            "customer varchar(40)",
                            "phone varchar(20)",
                            "city varchar(20)",
                            "street varchar(60)",
                            "status int",
                            "kind tinyint",
                            "pieces int",
                            "weight decimal(10,3)",
                            "volume decimal(10,3)",
                            "amount decimal(12,2)",
                            "paid bit(1)",
                            "note varchar(60)",
                            "created datetime",
                            "updated datetime(3)",
                            "arrival datetime",
                            "lat double",
                            "lng double",
                            "seq bigint")
                    .map(column -> column.split(" ", 2))
                    .map(column -> new ColumnDefinition(column[0], MySqlType.parse(column[1]), column[0].equals("id")))
                    .toList());

    private final TableSchemas schemas = TableSchemas.of(ITEMS, "tms");
    private final GenericRecord update = update();
    private final OneSchema registry;
    private final AvroSerializer serializer;
    private final AvroDeserializer deserializer;
    private byte[] bytes = {};

    /** For JMH. */
    public WireBenchmark() {
        try {
            registry = new OneSchema(schemas.envelope());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var client = new SchemaRegistry(registry.url());
        serializer = new AvroSerializer(client, false);
        deserializer = new AvroDeserializer(client);
    }

    /** Asks the registry, which later calls do not. */
    @Setup
    public void write() {
        bytes = serialize();
    }

    /** Stops the registry. */
    @TearDown
    public void close() {
        registry.close();
    }

    /** A change to a record's value. */
    @Benchmark
    public byte[] serialize() {
        var value = serializer.serialize(TOPIC, update);
        return value == null ? new byte[0] : value;
    }

    /** A record's value to a change, with decimals and times as Java's own types. */
    @Benchmark
    public @Nullable GenericRecord deserialize() {
        return deserializer.deserialize(TOPIC, bytes);
    }

    /** The schemas of a table from its columns, as after a DDL. */
    @Benchmark
    public TableSchemas schemasOfATable() {
        return TableSchemas.of(ITEMS, "tms");
    }

    private GenericRecord update() {
        var source = new GenericRecordBuilder(TableSchemas.source())
                .set("version", "0.1.0")
                .set("connector", "canal")
                .set("name", "tms")
                .set("ts_ms", 1_795_435_200_000L)
                .set("db", "bench")
                .set("table", "items")
                .set("server_id", 1L)
                .set("file", "mysql-bin.000007")
                .set("pos", 1234L)
                .set("row", 0)
                .set("position", 30_064_772_306L)
                .build();
        var transaction = new GenericRecordBuilder(TableSchemas.transaction())
                .set("id", "file=mysql-bin.000007,pos=1180")
                .set("total_order", 1L)
                .set("data_collection_order", 1L)
                .build();
        return new GenericRecordBuilder(schemas.envelope())
                .set("before", row(23_001, "please call before delivery, floor 7"))
                .set("after", row(23_005, "changed with change 41"))
                .set("source", source)
                .set("op", "u")
                .set("ts_ms", 1_795_435_200_250L)
                .set("transaction", transaction)
                .build();
    }

    private GenericRecord row(int status, String note) {
        var micros = 1_750_000_000_000_000L;
        var values = List.of(
                4711L,
                "YD7000004711",
                "收件人4711",
                "13810004711",
                "上海市",
                "浦东新区张江路711号",
                status,
                1,
                3,
                decimal(12_300),
                decimal(450),
                decimal(4_711),
                true,
                note,
                micros,
                micros + 4_711_000,
                micros + 172_800_000_000L,
                31.23,
                121.51,
                4711L);
        var row = new GenericRecordBuilder(schemas.row());
        for (int i = 0; i < values.size(); i++) {
            row.set(schemas.row().getFields().get(i), values.get(i));
        }
        return row.build();
    }

    private static ByteBuffer decimal(long unscaled) {
        return ByteBuffer.wrap(BigInteger.valueOf(unscaled).toByteArray());
    }
}
