package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.CapturedTablesFixture;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.ChangeHandler;
import com.pinda.aggregation.producer.capture.Entries;
import com.pinda.aggregation.producer.capture.LogReader;
import com.pinda.aggregation.producer.capture.SchemaStatement;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableEncoderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** A record as it would be sent, read again with Avro's own reader. */
    private record Sent(
            @Nullable GenericRecord key, @Nullable GenericRecord value, List<Header> headers) {}

    @Test
    void anInsertIsACreateWithItsSourceAndItsPlaceInTheTransaction() {
        var log = new Entries()
                .gtid("uuid:5")
                .begin(100)
                .insert(150, "shop.orders", "1", "a", "2", "b")
                .end(300);

        var sent = encode(CapturedTablesFixture.of("shop.orders"), log);

        assertThat(sent).hasSize(2);
        var second = value(sent.get(1));
        assertThat(second.get("op")).hasToString("c");
        assertThat(second.get("before")).isNull();
        assertThat(second.get("ts_ms")).isEqualTo(NOW.toEpochMilli());
        assertThat((GenericRecord) second.get("after")).hasToString("{\"id\": \"2\", \"name\": \"b\"}");
        var source = (GenericRecord) second.get("source");
        assertThat(source.get("file")).hasToString("mysql-bin.000007");
        assertThat(source.get("pos")).isEqualTo(150L);
        assertThat(source.get("row")).isEqualTo(1);
        assertThat(source.get("gtid")).hasToString("uuid:5");
        assertThat(source.get("position")).isEqualTo((7L << 32) + 150);
        assertThat(source.get("db")).hasToString("shop");
        assertThat(source.get("table")).hasToString("orders");
        assertThat((GenericRecord) second.get("transaction"))
                .hasToString("{\"id\": \"uuid:5\", \"total_order\": 2, \"data_collection_order\": 2}");
    }

    @Test
    void aDeleteIsFollowedByATombstoneOfItsKey() {
        var sent = encode(CapturedTablesFixture.of("shop.orders"), new Entries().delete(150, "shop.orders", "1", "a"));

        assertThat(sent).hasSize(2);
        assertThat(value(sent.get(0)).get("op")).hasToString("d");
        assertThat(sent.get(1).value()).isNull();
        assertThat(sent.get(1).key()).isEqualTo(sent.get(0).key());
    }

    @Test
    void aChangedKeyIsADeleteWithItsTombstoneAndACreate() {
        var sent = encode(
                CapturedTablesFixture.of("shop.orders"), new Entries().update(150, "shop.orders", "1", "a", "2", "a"));

        assertThat(sent)
                .extracting(record -> String.valueOf(record.key()))
                .containsExactly("{\"id\": \"1\"}", "{\"id\": \"1\"}", "{\"id\": \"2\"}");
        assertThat(sent.get(0).headers()).extracting(Header::key).containsExactly("__debezium.newkey");
        assertThat(sent.get(1).value()).isNull();
        assertThat(sent.get(2).headers()).extracting(Header::key).containsExactly("__debezium.oldkey");
        assertThat(value(sent.get(2)).get("op")).hasToString("c");
    }

    @Test
    void eachRecordHasANumberOfItsOwnAndATombstoneHasNone() {
        var captured = CapturedTablesFixture.of("shop.*", "exclude-columns=shop.orders.name");
        var log = new Entries()
                .begin(100)
                .update(150, "shop.orders", "1", "a", "2", "a")
                .update(200, "shop.orders", "2", "a", "2", "unseen")
                .insert(250, "shop.bills", "7", "g")
                .delete(300, "shop.orders", "2", "a")
                .end(350);

        var sent = encode(captured, log);

        assertThat(sent.stream()
                        .map(Sent::value)
                        .filter(Objects::nonNull)
                        .map(value -> value.get("op") + " "
                                + ((GenericRecord) value.get("transaction")).get("total_order") + "/"
                                + ((GenericRecord) value.get("transaction")).get("data_collection_order")))
                .containsExactly("d 1/1", "c 2/2", "c 3/1", "d 4/3");
    }

    @Test
    void anUpdateOfColumnsThatStayInTheSourceIsNotSent() {
        var captured = CapturedTablesFixture.of("shop.orders", "exclude-columns=shop.orders.name");

        var sent = encode(captured, new Entries().update(150, "shop.orders", "1", "a", "1", "b"));

        assertThat(sent).isEmpty();
    }

    @Test
    void anExcludedColumnIsInNoSchemaAndNoRecord() {
        var captured = CapturedTablesFixture.of("shop.orders", "exclude-columns=shop.orders.name");

        var sent = encode(captured, new Entries().insert(150, "shop.orders", "1", "secret"));

        assertThat((GenericRecord) value(sent.get(0)).get("after")).hasToString("{\"id\": \"1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exclude-columns=shop.orders.nmae",
                "include-columns=shop.orders(id,nmae)",
                "keys=shop.orders(nmae)",
                "sensitive=shop.orders.nmae=personal"
            })
    void aSettingThatNamesNoColumnOfItsTableStopsIt(String setting) {
        var captured = CapturedTablesFixture.of("shop.orders", setting);
        var log = new Entries().insert(150, "shop.orders", "1", "secret");

        assertThatThrownBy(() -> encode(captured, log))
                .isInstanceOf(BadChangeException.class)
                .hasMessageContaining("cdc.capture." + setting.split("=", 2)[0] + " names nmae")
                .hasMessageContaining("shop.orders does not have")
                .hasMessageContaining("id, name");
    }

    @Test
    void aColumnThatMayBeMissingStopsNothingAndIsExcludedOnceItComes() {
        var captured = CapturedTablesFixture.of("shop.orders", "exclude-columns=shop.orders.pin?,shop.orders.name?");

        var sent = encode(captured, new Entries().insert(150, "shop.orders", "1", "secret"));

        assertThat((GenericRecord) value(sent.get(0)).get("after")).hasToString("{\"id\": \"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude-columns=shop.orders.NAME", "include-columns=shop.orders(ID)"})
    void theCaseOfAColumnSaysNothing(String setting) {
        var captured = CapturedTablesFixture.of("shop.orders", setting);

        var sent = encode(captured, new Entries().insert(150, "shop.orders", "1", "secret"));

        assertThat((GenericRecord) value(sent.get(0)).get("after")).hasToString("{\"id\": \"1\"}");
    }

    @Test
    void aTableWithoutPrimaryKeyHasNoKeyAndNoTombstones() {
        var columns = List.of(Entries.column("line", "text", false, "x"));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().insertRow(150, "shop.log", columns));

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).key()).isNull();
    }

    @Test
    void aPrimaryKeyThatIsNotCapturedWhollyIsRefused() {
        var columns = List.of(
                Entries.column("tenant", "int", true, "1"),
                Entries.column("id", "int", true, "7"),
                Entries.column("line", "varchar(9)", false, "x"));
        var log = new Entries().insertRow(150, "shop.orders", columns);
        var withoutTenant = "exclude-columns=shop.orders.tenant";

        assertThatThrownBy(() -> encode(CapturedTablesFixture.of("shop.*", withoutTenant), log))
                .isInstanceOf(BadChangeException.class)
                .hasMessageContaining("shop.orders")
                .hasMessageContaining("tenant");
        assertThat(encode(CapturedTablesFixture.of("shop.*", withoutTenant, "keys=shop.orders(line)"), log)
                        .get(0)
                        .key())
                .hasToString("{\"line\": \"x\"}");
    }

    @Test
    void aConfiguredKeyMayHaveColumnsOfAnyNumberAndCase() {
        var captured = CapturedTablesFixture.of("shop.*", "keys=shop.log(line,ID),shop.other(a,b)");
        var columns =
                List.of(Entries.column("id", "int", false, "7"), Entries.column("line", "varchar(9)", false, "x"));

        var sent = encode(captured, new Entries().insertRow(150, "shop.log", columns));

        assertThat(sent.get(0).key()).hasToString("{\"id\": 7, \"line\": \"x\"}");
    }

    @Test
    void aConfiguredKeyStandsInForAPrimaryKey() {
        var captured = CapturedTablesFixture.of("shop.*", "keys=shop.log(line)");
        var columns = List.of(Entries.column("line", "varchar(9)", false, "x"));

        var sent = encode(captured, new Entries().insertRow(150, "shop.log", columns));

        assertThat(sent.get(0).key()).hasToString("{\"line\": \"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinyint|-128|-128",
                "smallint unsigned|65535|65535",
                "mediumint|-8388608|-8388608",
                "int|-2147483648|-2147483648",
                "int(10) unsigned|4294967295|4294967295",
                "bigint|-9223372036854775808|-9223372036854775808",
                "bigint(20) unsigned|18446744073709551615|18446744073709551615",
                "boolean|1|1",
                "bit(1)|1|true",
                "year(4)|2024|2024",
                "year|0000|0",
                "float|3.4028235E38|3.4028235E38",
                "double|1.0E-10|1.0E-10",
                "decimal(10,2)|0.0|0.00",
                "decimal(10,2)|-12.30|-12.30",
                "decimal(10,2)|99999999.99|99999999.99",
                "decimal(32,10)|-0.0000000001|-1E-10",
                "decimal(18,0)|-128|-128",
                "decimal(18,0)|128|128",
                "varchar(20)|订单😀|订单😀",
                "'enum(''a'',''b,c'')'|2|b,c",
                "'enum(''a'',''b'')'|0|''",
                "'set(''a'',''b'',''c'')'|5|a,c",
                "json|{\"a\": 1}|{\"a\": 1}",
                "time|-838:59:59|-838:59:59",
                "time(3)|24:00:00.000|24:00:00.000"
            })
    void aValueArrivesAsItStandsInTheSource(String type, String text, String expected) {
        var value = encodeOne(type, text);

        assertThat(value instanceof BigDecimal decimal && expected.equals("-1E-10") ? decimal.toString() : value)
                .hasToString(expected);
    }

    @Test
    void datesAndTimesAreThoseOfTheSource() {
        assertThat(encodeOne("date", "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(encodeOne("date", "1000-01-01")).isEqualTo(LocalDate.of(1000, 1, 1));
        assertThat(encodeOne("datetime(6)", "9999-12-31 23:59:59.999999"))
                .isEqualTo(LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000));
        assertThat(encodeOne("datetime", "1969-12-31 23:59:59")).isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59));
        assertThat(encodeOne("datetime(1)", "2024-02-29 00:00:00.5"))
                .isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0, 0, 500_000_000));
        assertThat(encodeOne("timestamp(3)", "2038-01-19 03:14:07.123"))
                .isEqualTo(Instant.parse("2038-01-19T03:14:07.123Z"));
        assertThat(encodeOne("time(6)", "23:59:59.000001")).isEqualTo(LocalTime.of(23, 59, 59, 1_000));
    }

    @Test
    void aZeroDateIsNullAndItsTextIsAHeader() {
        var columns = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.column("day", "date", false, "0000-00-00"),
                Entries.column("at", "datetime", false, "2024-00-00 00:00:00"));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().insertRow(150, "shop.t", columns));

        var after = (GenericRecord) value(sent.get(0)).get("after");
        assertThat(after.get("day")).isNull();
        assertThat(after.get("at")).isNull();
        assertThat(sent.get(0).headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("cdc.raw.after.day=0000-00-00", "cdc.raw.after.at=2024-00-00 00:00:00");
    }

    @Test
    void aColumnThatAnUpdateLeftAsItWasIsTheSameInBothRows() {
        var before = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.column("pieces", "int", false, "7"),
                Entries.nullColumn("at", "datetime"),
                Entries.column("note", "varchar(50)", false, "same"),
                Entries.column("price", "double", false, "0.1"));
        var after = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.column("pieces", "int", false, "70000"),
                Entries.nullColumn("at", "datetime"),
                Entries.column("note", "varchar(50)", false, "same"),
                Entries.nullColumn("price", "double"));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().updateRow(150, "shop.t", before, after));

        var value = value(sent.get(0));
        assertThat(value.get("before"))
                .hasToString("{\"id\": 1, \"pieces\": 7, \"at\": null, \"note\": \"same\", \"price\": 0.1}");
        assertThat(value.get("after"))
                .hasToString("{\"id\": 1, \"pieces\": 70000, \"at\": null, \"note\": \"same\", \"price\": null}");
    }

    @Test
    void aZeroDateThatAnUpdateLeftAsItWasIsAHeaderOfBothRows() {
        var before = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.column("day", "date", false, "0000-00-00"),
                Entries.column("pieces", "int", false, "7"));
        var after = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.column("day", "date", false, "0000-00-00"),
                Entries.column("pieces", "int", false, "8"));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().updateRow(150, "shop.t", before, after));

        assertThat(sent.get(0).headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("cdc.raw.before.day=0000-00-00", "cdc.raw.after.day=0000-00-00");
    }

    @ParameterizedTest
    @CsvSource({"2023-02-29", "1900-02-29", "2024-04-31", "2024-02-30"})
    void aDayThatItsMonthDoesNotHaveIsNotAnotherDay(String text) {
        var columns = List.of(Entries.column("id", "int", true, "1"), Entries.column("day", "date", false, text));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().insertRow(150, "shop.t", columns));

        assertThat(((GenericRecord) value(sent.get(0)).get("after")).get("day")).isNull();
        assertThat(sent.get(0).headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("cdc.raw.after.day=" + text);
    }

    @ParameterizedTest
    @CsvSource({"2024-02-29", "2000-02-29", "2024-12-31", "2023-02-28", "2024-01-01", "2024-10-10"})
    void theLastAndTheFirstDayOfAMonthAreDays(String text) {
        assertThat(encodeOne("date", text)).isEqualTo(LocalDate.parse(text));
    }

    @Test
    void bytesAreExact() {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }

        assertThat(bytes(encodeOne("varbinary(256)", new String(all, ISO_8859_1))))
                .isEqualTo(all);
        assertThat(bytes(encodeOne("binary(4)", "a"))).isEqualTo(new byte[] {'a', 0, 0, 0});
        assertThat(bytes(encodeOne("point", new String(new byte[] {1, 2, 3, 4, 5, (byte) 0xff}, ISO_8859_1))))
                .isEqualTo(new byte[] {5, (byte) 0xff});
        assertThat(bytes(encodeOne("bit(12)", "2049"))).isEqualTo(new byte[] {1, 8});
    }

    @Test
    void nullIsNullInEveryType() {
        var columns = List.of(
                Entries.column("id", "int", true, "1"),
                Entries.nullColumn("a", "int"),
                Entries.nullColumn("b", "time"),
                Entries.nullColumn("c", "json"));

        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().insertRow(150, "shop.t", columns));

        assertThat((GenericRecord) value(sent.get(0)).get("after"))
                .hasToString("{\"id\": 1, \"a\": null, \"b\": null, \"c\": null}");
    }

    @Test
    void textThatIsNoNumberIsABadChangeThatNamesTheColumn() {
        assertThatThrownBy(() -> encodeOne("int", "12a"))
                .isInstanceOf(BadChangeException.class)
                .hasMessageContaining("shop.t at mysql-bin.000007:150 row 0")
                .hasMessageContaining("column v of type int");
    }

    private static Object encodeOne(String type, String text) {
        var columns = List.of(Entries.column("id", "int", true, "1"), Entries.column("v", type, false, text));
        var sent = encode(CapturedTablesFixture.of("shop.*"), new Entries().insertRow(150, "shop.t", columns));
        return ((GenericRecord) value(sent.get(0)).get("after")).get("v");
    }

    private static byte[] bytes(Object value) {
        return ((ByteBuffer) value).array();
    }

    private static GenericRecord value(Sent sent) {
        var value = sent.value();
        assertThat(value).isNotNull();
        return value;
    }

    private static List<Sent> encode(CapturedTables captured, Entries log) {
        var sent = new ArrayList<Sent>();
        new LogReader(0, captured, null).read(log.list(), new ChangeHandler() {
            @Override
            public void change(Change change) {
                var table = captured.definition(change.layout());
                var schemas = TableSchemas.of(table, "tms");
                var clock = Clock.fixed(NOW, ZoneOffset.UTC);
                var encoder = new TableEncoder(
                        "topic",
                        change.layout(),
                        table,
                        1,
                        2,
                        new EventHead("test", "tms", table.id(), clock),
                        new AvroOutput());
                encoder.encode(
                        change,
                        (topic, key, value, headers) -> sent.add(new Sent(
                                key == null
                                        ? null
                                        : decode(key, 1, schemas.key().orElseThrow()),
                                value == null ? null : decode(value, 2, schemas.envelope()),
                                headers)));
            }

            @Override
            public void transactionEnd() {
                // nothing is published here
            }

            @Override
            public void schemaStatement(SchemaStatement statement) {
                throw new IllegalStateException("no statement in these logs");
            }
        });
        return sent;
    }

    private static GenericRecord decode(byte[] bytes, int schemaId, Schema schema) {
        assertThat(WireFormat.schemaId(bytes)).isEqualTo(schemaId);
        var data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        var decoder = DecoderFactory.get()
                .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);
        try {
            var record = new GenericDatumReader<GenericRecord>(schema, schema, data).read(null, decoder);
            assertThat(decoder.isEnd()).isTrue();
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
