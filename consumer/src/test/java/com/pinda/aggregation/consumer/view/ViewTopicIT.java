package com.pinda.aggregation.consumer.view;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.SourceTable;
import com.pinda.aggregation.consumer.copy.Target;
import com.pinda.aggregation.consumer.copy.Topics;
import com.pinda.aggregation.consumer.view.topic.Faults;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What others read of a view. */
class ViewTopicIT {

    private final String prefix = "o" + Long.toString(System.nanoTime(), 36);
    private final String topic = prefix + ".view.orders";
    private final SourceTable orders =
            SourceTable.of(prefix, "shop.t0", "id bigint key", "name varchar(20) personal", "shop_id bigint");
    private final SourceTable shops = SourceTable.of(prefix, "shop.t1", "id bigint key", "town varchar(20)");

    @TempDir
    private Path files;

    private Topics topics;
    private Target target;
    private long position;

    @BeforeEach
    void prepare() throws IOException {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 3);
        topics.create(shops.topic(), 3);
        topics.create(topics.names().schemaChanges(), 1);
        define("SELECT o.id AS id, o.name AS name, s.town AS town, CONCAT('{\"n\":', o.id, '}') AS doc"
                + " FROM t0 o LEFT JOIN t1 s ON s.id = o.shop_id");
        // a view waits for all of its copies
        change(shops, null, row(0L, "none"));
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void theRecordsOfARowAreInTheOrderOfItsChanges() {
        start();
        change(shops, null, row(7L, "Aix"));
        change(orders, null, row(1L, "ann", 7L));
        awaitRecords("c", 1);
        change(shops, row(7L, "Aix"), row(7L, "Bari"));
        awaitRecords("u", 1);
        change(orders, row(1L, "ann", 7L), null);
        awaitRecords("d", 1);

        var records = PublishedRows.records(topic);

        assertThat(records.stream().map(record -> text(record)).toList())
                .containsExactly(
                        "{\"id\": 1} c null -> ann Aix",
                        "{\"id\": 1} u ann Aix -> ann Bari",
                        "{\"id\": 1} d ann Bari -> null",
                        "{\"id\": 1} tombstone");
        var source =
                (GenericRecord) Objects.requireNonNull(records.get(1).value()).get("source");
        assertThat(source.get("connector") + " " + source.get("name") + " " + source.get("db") + " "
                        + source.get("table"))
                .isEqualTo("view " + prefix + " copies_" + prefix + " orders");
        assertThat(records.stream().limit(3).map(record -> position(record)).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(records.get(0).value()).getSchema().toString())
                .contains(
                        "\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null,\"mysqlType\":\"varchar(20)\","
                                + "\"sensitivity\":\"personal\"")
                .contains("io.debezium.data.Json");
    }

    @Test
    void valuesOfAllTypesAreThoseOfTheTablesTopic() throws IOException {
        var all = SourceTable.of(
                prefix,
                "shop.t2",
                "id bigint key",
                "tiny tinyint(1)",
                "big bigint unsigned",
                "price decimal(20,4)",
                "f float",
                "d double",
                "flag bit(1)",
                "bits bit(12)",
                "fixed binary(4)",
                "bytes varbinary(20)",
                "day date",
                "at time(3)",
                "far time",
                "moment datetime(6)",
                "stamp timestamp(3)",
                "y year",
                "kind enum('a','b''c')",
                "kinds set('x','y')",
                "doc json",
                "text mediumtext",
                "nothing int");
        topics.create(all.topic(), 1);
        var columns = all.definition().columns().stream()
                .map(column -> "t." + column.name() + " AS " + column.name())
                .toList();
        define("SELECT " + String.join(", ", columns) + " FROM t2 t");
        start();

        topics.publish(all.insert(
                ++position,
                9L,
                1,
                new BigDecimal("18446744073709551615"),
                new BigDecimal("-12345678.0001"),
                1.5f,
                -0.1,
                true,
                new byte[] {1, 8},
                new byte[] {0, -1, 2, 0},
                new byte[] {0, -128, 39},
                19_000,
                86_399_123_000L,
                "-838:59:59",
                -1L,
                1_700_000_000_123_000L,
                2024,
                "b'c",
                "x,y",
                "{\"a\": \"ß\"}",
                "line\n'quoted' \\ \u6c49",
                null));
        awaitRecords("c", 1);

        assertThat(after(PublishedRows.records(topic).get(0)))
                .isEqualTo(after(PublishedRows.records(all.topic()).get(0)));
    }

    @Test
    void whatKafkaDidNotTakeAfterTheRowsWereWrittenIsPublishedLater() {
        var failing = Faults.of(publisher(start()), "commitTransaction");
        failing.set(true);
        change(orders, null, row(1L, "ann", null));
        change(orders, null, row(2L, "bob", null));
        change(orders, row(2L, "bob", null), null);
        await().untilAsserted(() -> assertThat(target.number("SELECT COUNT(*) FROM orders WHERE id = 1"))
                .isOne());
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM _view_outbox")).isPositive());
        assertThat(PublishedRows.records(topic)).isEmpty();

        failing.set(false);

        awaitPublished();
        assertThat(PublishedRows.fold(topic).keySet()).containsExactly("{\"id\": 1}");
    }

    @Test
    void whatIsUndoneInTheDatabaseIsInNoCommittedRecord() {
        var failing = Faults.of(publisher(start()), "flush");
        failing.set(true);
        change(orders, null, row(1L, "ann", null));
        await().untilAsserted(
                        () -> assertThat(target.rows("SELECT * FROM _view_progress WHERE next_offset < end_offset"))
                                .isNotEmpty());
        await().during(java.time.Duration.ofMillis(700))
                .untilAsserted(() ->
                        assertThat(target.number("SELECT COUNT(*) FROM orders")).isZero());

        change(orders, row(1L, "ann", null), row(1L, "eve", null));
        target.awaitChanges(3);
        failing.set(false);

        awaitPublished();
        assertThat(PublishedRows.records(topic).stream().map(record -> text(record)))
                .containsExactly("{\"id\": 1} c null -> eve null");
    }

    @Test
    void allRowsAreInATopicThatIsNew() {
        start("cdc.view.publish=false");
        change(orders, null, row(1L, "ann", null));
        change(orders, null, row(2L, "bob", null));
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM orders")).isEqualTo(2));
        target.stop();

        start();

        awaitRecords("r", 2);
        awaitPublished();
        assertThat(PublishedRows.fold(topic)).hasSize(2);
    }

    @Test
    void aTruncateDeletesTheRowsInTheTopicToo() {
        start();
        change(orders, null, row(1L, "ann", null));
        change(orders, null, row(2L, "bob", null));
        awaitRecords("c", 2);

        topics.publishTruncate(orders, ++position);

        awaitRecords("d", 2);
        assertThat(PublishedRows.fold(topic)).isEmpty();
    }

    private void define(String select) throws IOException {
        Files.writeString(
                files.resolve("orders.yml"), "name: orders\nkey: [id]\njson: [doc]\nselect: >\n  " + select + "\n");
    }

    private ConfigurableApplicationContext start(String... properties) {
        var all = new ArrayList<>(List.of(properties));
        all.addAll(List.of(
                "cdc.copy.tables=shop.t0,shop.t1,shop.t2",
                "cdc.view.locations=file:" + files + "/*.yml",
                "cdc.view.retry=1s"));
        return target.start(all.toArray(String[]::new));
    }

    private static com.pinda.aggregation.consumer.view.topic.ViewPublisher publisher(
            ConfigurableApplicationContext consumer) {
        return consumer.getBean(ViewPublishing.class).publisher();
    }

    private void change(
            SourceTable table, @Nullable List<@Nullable Object> before, @Nullable List<@Nullable Object> after) {
        var operation = before == null ? "c" : after == null ? "d" : "u";
        topics.publish(new SourceTable.Event(table, operation, ++position, before, after));
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private void awaitRecords(String operation, int count) {
        await().untilAsserted(() -> assertThat(PublishedRows.records(topic).stream()
                        .filter(record -> record.value() != null
                                && record.value().get("op").toString().equals(operation)))
                .hasSize(count));
    }

    private void awaitPublished() {
        await().untilAsserted(() -> {
            assertThat(target.number("SELECT COUNT(*) FROM _view_outbox")).isZero();
            assertThat(target.number("SELECT COUNT(*) FROM _view_progress WHERE next_offset < end_offset"))
                    .isZero();
        });
    }

    private static String text(ConsumerRecord<GenericRecord, @Nullable GenericRecord> record) {
        var value = record.value();
        return record.key()
                + (value == null
                        ? " tombstone"
                        : " " + value.get("op") + " " + names(value, "before") + " -> " + names(value, "after"));
    }

    private static @Nullable String names(GenericRecord value, String side) {
        var row = (GenericRecord) value.get(side);
        return row == null ? null : row.get("name") + " " + row.get("town");
    }

    private static long position(ConsumerRecord<GenericRecord, @Nullable GenericRecord> record) {
        var source = (GenericRecord) Objects.requireNonNull(record.value()).get("source");
        return (Long) source.get("position");
    }

    /** Columns as they print; bytes by their hex digits. */
    private static String after(ConsumerRecord<GenericRecord, @Nullable GenericRecord> record) {
        var row = PublishedRows.columns(
                (GenericRecord) Objects.requireNonNull(record.value()).get("after"));
        row.replaceAll((name, value) -> value instanceof java.nio.ByteBuffer bytes
                ? StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString()
                : value);
        return row.toString();
    }
}
