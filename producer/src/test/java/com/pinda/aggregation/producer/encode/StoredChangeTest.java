package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.CapturedTablesFixture;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.ChangeHandler;
import com.pinda.aggregation.producer.capture.ChangeReader;
import com.pinda.aggregation.producer.capture.Entries;
import com.pinda.aggregation.producer.capture.LogReader;
import com.pinda.aggregation.producer.capture.SchemaStatement;
import com.pinda.aggregation.producer.capture.StoredChange;
import com.pinda.aggregation.schema.value.AvroOutput;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredChangeTest {

    /** Values of each kind of column, as canal writes them. */
    private static final Map<String, List<String>> VALUES = values();

    private static Map<String, List<String>> values() {
        var values = new LinkedHashMap<String, List<String>>();
        values.put("tinyint(1)", List.of("0", "1", "-128"));
        values.put("smallint unsigned", List.of("0", "65535"));
        values.put("mediumint", List.of("-8388608", "8388607"));
        values.put("int unsigned", List.of("4294967295", "0"));
        values.put("bigint", List.of("-9223372036854775808", "7"));
        values.put("bigint unsigned", List.of("18446744073709551615", "0"));
        values.put("decimal(20,4)", List.of("0", "-12345.6789", "1.5"));
        values.put("float", List.of("1.5", "-0.25"));
        values.put("double", List.of("2.5E10", "0.1"));
        values.put("bit(1)", List.of("0", "1"));
        values.put("bit(12)", List.of("4095", "1"));
        values.put("varchar(50)", List.of("", "a", "订单😀"));
        values.put("binary(4)", List.of("", "ab"));
        values.put("longblob", List.of("", "\u0000\u00ff"));
        values.put("date", List.of("2024-02-29", "0000-00-00", "2024-00-00"));
        values.put("time(6)", List.of("23:59:59.123456", "-838:59:59"));
        values.put("datetime(3)", List.of("2024-02-29 01:02:03.456", "0000-00-00 00:00:00"));
        values.put("timestamp", List.of("2024-02-29 01:02:03"));
        values.put("year", List.of("2024", "0"));
        values.put("enum('a','b')", List.of("1", "2", "0"));
        values.put("set('a','b')", List.of("3", "0"));
        values.put("json", List.of("{\"a\": [1, null]}"));
        values.put("point", List.of("\u0000\u0000\u0000\u0000\u0001\u0001"));
        return values;
    }

    @Test
    void aChangeThatWasStoredIsEncodedAsItWouldHaveBeen() {
        qt().forAll(longs().all(), integers().between(1, 6)).checkAssert((seed, rows) -> {
            var log = log(new Random(seed), rows);

            assertThat(encoded(log, true)).isEqualTo(encoded(log, false)).hasSizeGreaterThanOrEqualTo(rows);
        });
    }

    @Test
    void valuesThatStayInTheSourceAreNotStored() {
        var captured = CapturedTablesFixture.of("shop.*", "exclude-columns=shop.u.name");
        var stored = new ArrayList<StoredChange>();
        var log = new Entries().update(200, "shop.u", "1", "secret", "2", "secrets");

        new LogReader(0, captured, null)
                .read(log.list(), storing(change -> stored.add(StoredChange.of(change, captured))));
        var read = new ChangeReader().read(stored.get(0));

        assertThat(new String(stored.get(0).data().array(), UTF_8))
                .contains("varchar(50)")
                .doesNotContain("secret");
        assertThat(read.layout().columns()).hasSize(2);
        assertThat(read.after().isNull(1)).isTrue();
    }

    private static Entries log(Random random, int rows) {
        var log = new Entries().addedValues("{\"c1\":\"7\"}");
        if (random.nextBoolean()) {
            log.gtid("uuid:5");
        }
        log.begin(100);
        for (int i = 0; i < rows; i++) {
            var offset = 200 + 100L * i;
            switch (random.nextInt(4)) {
                case 0 -> log.update(offset, "shop.u", "1", "a", "1", "b");
                case 1 -> log.update(offset, "shop.u", "1", "a", "2", "b");
                case 2 -> log.delete(offset, "shop.u", "1", "a");
                default -> log.insertRow(offset, "shop.t", row(random));
            }
        }
        return log.end(1000);
    }

    private static List<CanalEntry.Column> row(Random random) {
        var columns = new ArrayList<CanalEntry.Column>();
        columns.add(Entries.column("id", "int", true, Integer.toString(random.nextInt(100))));
        VALUES.forEach((type, texts) -> {
            var name = "c" + columns.size();
            columns.add(
                    random.nextInt(4) == 0
                            ? Entries.nullColumn(name, type)
                            : Entries.column(name, type, false, texts.get(random.nextInt(texts.size()))));
        });
        return columns;
    }

    /** The records of a log's changes as text; each encoded when it comes, or all later, when they were stored. */
    private static List<String> encoded(Entries log, boolean later) {
        var records = new ArrayList<String>();
        var stored = new ArrayList<StoredChange>();
        var encoders = new Encoders();
        new LogReader(0, Encoders.CAPTURED, null).read(log.list(), storing(change -> {
            if (later) {
                stored.add(StoredChange.of(change, Encoders.CAPTURED));
                change.reserve(encoders.records(change));
            } else {
                encoders.encode(change, records);
            }
        }));
        var reader = new ChangeReader();
        stored.forEach(change -> encoders.encode(reader.read(change), records));
        return records;
    }

    private static ChangeHandler storing(Consumer<Change> changes) {
        return new ChangeHandler() {
            @Override
            public void change(Change change) {
                changes.accept(change);
            }

            @Override
            public void transactionEnd() {
                // nothing is published here
            }

            @Override
            public void schemaStatement(SchemaStatement statement) {
                throw new IllegalStateException("no statement in these logs");
            }
        };
    }

    private static final class Encoders {

        static final CapturedTables CAPTURED = CapturedTablesFixture.of("shop.*");

        int records(Change change) {
            return new TableForm(change.layout(), CAPTURED.definition(change.layout()), new AvroOutput())
                    .records(change);
        }

        void encode(Change change, List<String> records) {
            var table = CAPTURED.definition(change.layout());
            var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
            var head = new EventHead("test", "tms", table.id(), clock);
            new TableEncoder("topic", change.layout(), table, 1, 2, head, new AvroOutput())
                    .encode(change, (topic, key, value, headers) -> records.add(text(key, value, headers)));
        }

        private static String text(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
            return text(key) + " " + text(value)
                    + headers.stream()
                            .map(header -> " " + header.key() + "=" + text(header.value()))
                            .toList();
        }

        private static String text(byte @Nullable [] bytes) {
            return bytes == null ? "null" : Base64.getEncoder().encodeToString(bytes);
        }
    }
}
