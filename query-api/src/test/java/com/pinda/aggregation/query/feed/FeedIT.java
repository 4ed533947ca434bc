package com.pinda.aggregation.query.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.query.QueryApplication;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Callers of the feed, over a real Kafka. */
class FeedIT {

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);
    private static final Database DATABASE = Database.start();
    private static Registry registry;
    private static KafkaProducer<byte[], byte[]> producer;

    private final String prefix = "f" + Long.toString(System.nanoTime(), 36);
    private final String topic = prefix + ".view.agg_waybill";
    private final TableSchemas schemas = TableSchemas.of(
            new TableDefinition(
                    new TableId("view", "agg_waybill"),
                    List.of(
                            new ColumnDefinition("id", MySqlType.parse("varchar(32)"), true),
                            new ColumnDefinition("status", MySqlType.parse("int"), false),
                            new ColumnDefinition("receiver_phone", MySqlType.parse("varchar(20)"), false),
                            new ColumnDefinition("legs", MySqlType.parse("json"), false))),
            prefix);
    private final Map<String, GenericRecord> rows = new HashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String base = "";

    @BeforeAll
    static void startServers() {
        DATABASE.execute(
                "CREATE DATABASE feed",
                "CREATE TABLE feed._sensitive (copy_name VARCHAR(64), column_name VARCHAR(64), sensitivity VARCHAR(8))",
                "CREATE TABLE feed._view (of_view VARCHAR(64), state VARCHAR(4), origins TEXT)",
                "INSERT INTO feed._view VALUES ('agg_waybill', 'live', '{\"receiver_phone\":[\"pd_order.receiver_phone\"]}')");
        BROKER.brokerProperty("auto.create.topics.enable", "false");
        BROKER.afterPropertiesSet();
        registry = Registry.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stopServers() {
        producer.close();
        registry.close();
        BROKER.destroy();
        DATABASE.close();
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", BROKER.getBrokersAsString()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        write("w0", 1, "100");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    @Test
    void aCallerIsToldOfEachChangeAsItComes() {
        start();
        var caller = open("/api/v1/waybills/events", null);

        write("w1", 1, "138");
        write("w1", 2, "138");
        delete("w1");

        await().untilAsserted(() -> assertThat(caller.events()).hasSize(3));
        assertThat(told(caller))
                .containsExactly(
                        "created {'id':'w1','after':" + row("w1", 1, "138") + "}",
                        "updated {'id':'w1','before':" + row("w1", 1, "138") + ",'after':" + row("w1", 2, "138") + "}",
                        "deleted {'id':'w1','before':" + row("w1", 2, "138") + "}");
    }

    @Test
    void whoComesAgainIsToldWhatItMissedAndNothingTwice() {
        var service = start();
        var first = open("/api/v1/waybills/events", null);
        write("w1", 1, "1");
        await().untilAsserted(() -> assertThat(first.events()).hasSize(1));
        first.close();
        var missed = new ArrayList<String>();
        for (int i = 2; i < 40; i++) {
            write("w" + i, 1, "1");
            missed.add("w" + i);
        }

        var second = open("/api/v1/waybills/events", first.lastId());
        await().untilAsserted(() -> assertThat(ids(second)).containsExactlyInAnyOrderElementsOf(missed));
        var half = second.events().get(missed.size() / 2).id();
        var rest = ids(second).subList(missed.size() / 2 + 1, missed.size());
        second.close();
        service.close();
        write("w40", 1, "1");
        start();
        var third = open("/api/v1/waybills/events", half);
        write("w41", 1, "1");

        var expected = Stream.concat(rest.stream(), Stream.of("w40", "w41")).toList();
        await().untilAsserted(() -> assertThat(ids(third)).hasSameSizeAs(expected));
        await().during(Duration.ofMillis(700))
                .untilAsserted(() -> assertThat(ids(third)).containsExactlyInAnyOrderElementsOf(expected));
    }

    @Test
    void aCallerIsToldOfRowsThatPassItsFilterOrDidBefore() {
        start();
        var ofStatus = open("/api/v1/waybills/events?status=2,3", null);
        var ofOne = open("/api/v1/waybills/w2/events", null);
        var ofPhone = open("/api/v1/waybills/events?receiverPhone=138&status=1", null);

        write("w1", 1, "138");
        write("w1", 3, "138");
        write("w1", 4, "138");
        write("w1", 5, "138");
        write("w2", 1, "139");
        delete("w2");

        await().untilAsserted(() -> assertThat(ofOne.events()).hasSize(2));
        assertThat(ids(ofOne)).containsExactly("w2", "w2");
        assertThat(ofStatus.events().stream().map(EventStream.Event::name)).containsExactly("updated", "updated");
        assertThat(ofPhone.events().stream().map(EventStream.Event::name)).containsExactly("created", "updated");
        assertThat(EventStream.refused(base + "/api/v1/waybills/events?colour=red"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("colour", "receiverPhone"));
    }

    @Test
    void whoWasAwayTooLongIsToldToReadAnew() {
        start("query.feed.recent=1", "query.feed.history=1ms");
        var first = open("/api/v1/waybills/events", null);
        await().untilAsserted(() -> assertThat(first.lastId()).isNotEmpty());
        for (int i = 0; i < 20; i++) {
            write("w" + i, 1, "1");
        }
        await().untilAsserted(() -> assertThat(first.events()).hasSize(20));

        var late = open("/api/v1/waybills/events", first.events().get(0).id());
        var unknown = open("/api/v1/waybills/events", "0:999,1:999,2:999");
        var strange = open("/api/v1/waybills/events", "yesterday");
        await().untilAsserted(() -> assertThat(List.of(late, unknown, strange))
                .allSatisfy(caller -> assertThat(caller.events().stream().map(EventStream.Event::name))
                        .containsExactly("reset")));
        write("w99", 1, "1");

        await().untilAsserted(() -> assertThat(List.of(late, unknown, strange))
                .allSatisfy(caller -> assertThat(ids(caller)).endsWith("w99")));
    }

    @Test
    void noMoreCallersAreTakenThanCanBeTold() {
        start("query.feed.max-subscribers=1");
        var first = open("/api/v1/waybills/events", null);

        var second = EventStream.refused(base + "/api/v1/waybills/events");

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(second.body()).contains("urn:pd-aggregation:problem:feed-full");
        first.close();
        await().untilAsserted(() -> assertThat(
                        EventStream.refused(base + "/api/v1/waybills/w/eventsx").statusCode())
                .isEqualTo(404));
        write("w1", 1, "1"); // a caller who is gone is noticed when it is written to
        await().untilAsserted(() -> open("/api/v1/waybills/events", null));
    }

    @Test
    void withoutBrokersTheAnswerSaysSo() {
        start("spring.kafka.bootstrap-servers=");

        assertThat(EventStream.refused(base + "/api/v1/orders/events"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains("problem:feed-not-configured"));
    }

    @Test
    void theEndOfTheServiceEndsTheAnswersAtOnce() {
        var service = start();
        var caller = open("/api/v1/waybills/events", null);
        var begun = System.nanoTime();

        service.close();

        await().untilAsserted(() -> assertThat(caller.isEnded()).isTrue());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    private ConfigurableApplicationContext start(String... properties) {
        var all = Stream.concat(
                        Stream.of(
                                        "server.port=0",
                                        "spring.main.banner-mode=off",
                                        "logging.level.root=WARN",
                                        "spring.datasource.url=" + DATABASE.url("feed"),
                                        "spring.datasource.username=" + Database.USER,
                                        "spring.datasource.password=" + Database.PASSWORD,
                                        "query.access.open-roles=reader,personal-data-reader",
                                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                                        "query.feed.registry-url=" + registry.url(),
                                        "query.feed.topic-prefix=" + prefix,
                                        "query.feed.heartbeat=300ms")
                                .filter(usual -> Stream.of(properties)
                                        .noneMatch(own -> own.startsWith(usual.substring(0, usual.indexOf('=') + 1)))),
                        Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        var service = new SpringApplicationBuilder(QueryApplication.class).run(all);
        open.add(service);
        base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
        return service;
    }

    private EventStream open(String path, @Nullable String lastEventId) {
        var caller = EventStream.open(base + path, lastEventId);
        open.add(0, caller);
        return caller;
    }

    private static List<String> told(EventStream caller) {
        return caller.events().stream()
                .map(event -> event.name() + " " + event.data().replace('"', '\''))
                .toList();
    }

    private static List<String> ids(EventStream caller) {
        return caller.events().stream()
                .filter(event -> !event.name().equals("reset"))
                .map(event -> event.data().replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static String row(String id, int status, String phone) {
        return "{'id':'" + id + "','status':" + status + ",'receiverPhone':'" + phone
                + "','legs':[{'driverName':'li','weight':1.50,'truckId':'7'}]}";
    }

    private void write(String id, int status, String phone) {
        var row = new GenericData.Record(schemas.row());
        row.put("id", id);
        row.put("status", status);
        row.put("receiver_phone", phone);
        row.put("legs", "[{\"driver_name\": \"li\", \"weight\": 1.50, \"truck_id\": 7}]");
        var before = rows.put(id, row);
        send(id, before == null ? "c" : "u", before, row);
    }

    private void delete(String id) {
        send(id, "d", rows.remove(id), null);
        send(id, null);
    }

    private void send(String id, String operation, @Nullable GenericRecord before, @Nullable GenericRecord after) {
        var source = new GenericData.Record(TableSchemas.source());
        for (Schema.Field field : source.getSchema().getFields()) {
            source.put(
                    field.pos(),
                    switch (field.schema().getType()) {
                        case STRING -> "";
                        case LONG -> 1L;
                        case INT -> 1;
                        default -> null;
                    });
        }
        var value = new GenericData.Record(schemas.envelope());
        value.put("before", before);
        value.put("after", after);
        value.put("source", source);
        value.put("op", operation);
        send(id, value);
    }

    private void send(String id, @Nullable GenericRecord value) {
        var client = new SchemaRegistry(registry.url());
        var key = new GenericData.Record(schemas.key().orElseThrow());
        key.put("id", id);
        try {
            producer.send(new ProducerRecord<>(
                            topic,
                            new AvroSerializer(client, true).serialize(topic, key),
                            new AvroSerializer(client, false).serialize(topic, value)))
                    .get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions();
    }
}
