package com.pinda.aggregation.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Bad data stops itself only: what the producer cannot publish is parked, and released once it can be. */
class BadChangesParkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path JAR = Path.of("target", "producer.jar").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static Database database;
    private static Registry registry;
    private static EmbeddedKafkaKraftBroker broker;
    private static Canal canal;
    private static int tests;

    private final List<JavaProcess> producers = new ArrayList<>();
    private String prefix = "";
    private String table = "";
    private String other = "";
    private int port;

    @BeforeAll
    static void startServers() {
        database = Database.start();
        database.execute("CREATE DATABASE shop");
        registry = Registry.start();
        broker = new EmbeddedKafkaKraftBroker(1, 4);
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        canal = Canal.start(database, folder, "shop\\..*");
    }

    @AfterAll
    static void stopServers() {
        canal.close();
        broker.destroy();
        registry.close();
        database.close();
    }

    @BeforeEach
    void createTables() {
        prefix = "p" + ++tests;
        table = "t" + tests;
        other = "o" + tests;
        database.execute(
                "CREATE TABLE shop." + table + " (id int NOT NULL PRIMARY KEY, v int, note mediumtext)",
                "CREATE TABLE shop." + other + " (id int NOT NULL PRIMARY KEY, v int)");
    }

    @AfterEach
    void stopProducers() {
        producers.forEach(JavaProcess::kill);
    }

    @Test
    void aTableWhoseTypeNoLongerFitsIsPausedAndTheOthersFlow() {
        var producer = startProducer();
        database.execute("INSERT INTO shop." + table + " VALUES (1,10,'x'),(2,20,'x')");
        awaitChanges(table, 2);
        database.execute(
                "ALTER TABLE shop." + table + " MODIFY v varchar(20)",
                "INSERT INTO shop." + table + " VALUES (3,'thirty','x')",
                "UPDATE shop." + table + " SET v='ten' WHERE id=1",
                "INSERT INTO shop." + other + " VALUES (1,1)");

        await(() -> assertThat(page("metrics/cdc.parked")).contains("\"value\":2.0"));
        awaitChanges(other, 1);
        assertThat(page("health"))
                .contains("\"status\":\"UP\"", "\"parked\":[{\"table\":\"shop." + table + "\",\"paused\":true")
                .contains("PUT /config/" + prefix + ".shop." + table + "-value")
                .contains("exclude-columns");
        assertThat(changes(table)).hasSize(2);
        assertThat(occurrences(producer.output(), "changes are parked, a person must act"))
                .isEqualTo(1);

        producer.kill();
        database.execute("DELETE FROM shop." + table + " WHERE id=2", "INSERT INTO shop." + other + " VALUES (2,2)");
        producer = startProducer();
        awaitChanges(other, 2);
        await(() -> assertThat(page("metrics/cdc.parked")).contains("\"value\":3.0"));
        assertThat(changes(table)).hasSize(2);

        setCompatibility("value", "NONE");
        var records = awaitChanges(table, 5);
        setCompatibility("value", "FULL");
        database.execute(
                "ALTER TABLE shop." + table + " ADD w int", "INSERT INTO shop." + table + " VALUES (4,'f','x',4)");
        awaitChanges(table, 6);

        assertThat(records)
                .extracting(BadChangesParkIT::text)
                .containsExactlyInAnyOrder("c 1=10", "c 2=20", "c 3=thirty", "u 1=ten", "d 2=20");
        assertOnceAndOrdered(changes(table));
        await(() -> assertThat(page("health")).doesNotContain("parked"));
        assertThat(producer.output()).contains("parked changes released: table=shop." + table);
    }

    @Test
    void aTableWhosePrimaryKeyIsAnotherIsPausedUntilThatIsLetPass() {
        startProducer();
        database.execute("INSERT INTO shop." + table + " VALUES (1,10,'x')");
        awaitChanges(table, 1);
        database.execute(
                "ALTER TABLE shop." + table + " DROP PRIMARY KEY, ADD PRIMARY KEY (id, v)",
                "INSERT INTO shop." + table + " VALUES (1,11,'x')",
                "DELETE FROM shop." + table + " WHERE v=10",
                "INSERT INTO shop." + other + " VALUES (1,1)");
        awaitChanges(other, 1);
        await(() -> assertThat(page("health"))
                .contains("\"table\":\"shop." + table + "\",\"paused\":true")
                .contains("PUT /config/" + prefix + ".shop." + table + "-key"));
        assertThat(changes(table)).hasSize(1);

        setCompatibility("key", "NONE");
        setCompatibility("value", "NONE");

        assertThat(awaitChanges(table, 3))
                .extracting(BadChangesParkIT::text)
                .containsExactlyInAnyOrder("c 1=10", "c 1=11", "d 1=10");
    }

    @Test
    void whatIsParkedIsReleasedOnceHoweverOftenTheProducerIsKilledMeanwhile() {
        var settings = new String[] {"cdc.publish.max-rows=5"};
        var producer = startProducer(settings);
        database.execute("INSERT INTO shop." + table + " SELECT seq, seq, 'x' FROM shop.seq_1_to_400");
        awaitChanges(table, 400);
        database.execute("ALTER TABLE shop." + table + " MODIFY v varchar(20)");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                database.execute("UPDATE shop." + table + " SET v=concat(v,'-" + round + "') WHERE id%20=" + i);
            }
            producer.kill();
            producer = startProducer(settings);
        }
        await(() -> assertThat(page("metrics/cdc.parked")).contains("\"value\":1200.0"));
        assertThat(changes(table)).hasSize(400);

        setCompatibility("value", "NONE");
        for (int kills = 1; kills <= 3; kills++) {
            var released = 400 + 200 * kills;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> changes(table).size() >= released);
            producer.kill();
            database.execute("UPDATE shop." + table + " SET v='after" + kills + "' WHERE id=1");
            producer = startProducer(settings);
        }
        var records = awaitChanges(table, 1603);

        assertThat(records).hasSize(1603);
        assertOnceAndOrdered(records);
        await(() -> assertThat(page("health")).doesNotContain("parked"));
    }

    @Test
    void whereTheDdlIsUndoneTheParkedChangesAreToldAsTheTableIsNow() {
        startProducer();
        database.execute("INSERT INTO shop." + table + " VALUES (1,10,'x')");
        awaitChanges(table, 1);
        database.execute(
                "ALTER TABLE shop." + table + " MODIFY v varchar(20), ADD extra int",
                "UPDATE shop." + table + " SET v='11', extra=1 WHERE id=1",
                "INSERT INTO shop." + table + " (id,v) VALUES (2,'22')");
        await(() -> assertThat(page("metrics/cdc.parked")).contains("\"value\":2.0"));

        database.execute(
                "ALTER TABLE shop." + table + " MODIFY v int, DROP extra",
                "UPDATE shop." + table + " SET v=12 WHERE id=1");
        var records = awaitChanges(table, 4);

        assertThat(records)
                .extracting(BadChangesParkIT::text)
                .containsExactlyInAnyOrder("c 1=10", "u 1=11", "c 2=22", "u 1=12");
        assertOnceAndOrdered(records);
    }

    @Test
    void aRowThatIsTooLargeParksItsKeyUntilTheLimitIsRaised() {
        var producer = startProducer("cdc.publish.max-record-size=300KB");
        database.execute(
                "INSERT INTO shop." + table + " VALUES (1,1,'small'),(2,1,repeat('y',400000)),(3,1,'small')",
                "UPDATE shop." + table + " SET v=2, note='small' WHERE id=2",
                "UPDATE shop." + table + " SET v=3, id=4 WHERE id=2",
                "UPDATE shop." + table + " SET v=2 WHERE id=1",
                "UPDATE shop." + table + " SET v=4 WHERE id=4",
                "INSERT INTO shop." + other + " VALUES (1,1)");
        awaitChanges(other, 1);

        assertThat(changes(table))
                .extracting(BadChangesParkIT::text)
                .containsExactlyInAnyOrder("c 1=1", "c 3=1", "u 1=2");
        await(() -> assertThat(page("health"))
                .contains("\"paused\":false,\"keys\":2,\"changes\":4", "Raise cdc.publish.max-record-size"));
        assertThat(parked()).extracting(record -> (Boolean) record.get("first")).contains(true, false);
        assertThat(parked())
                .filteredOn(record -> (Boolean) record.get("first"))
                .isNotEmpty()
                .allSatisfy(record -> {
                    assertThat(record.get("table")).hasToString(table);
                    assertThat((List<?>) record.get("keys")).hasSize(1);
                    assertThat(record.get("file").toString()).startsWith("mysql-bin.");
                    assertThat((Long) record.get("pos")).isPositive();
                    assertThat(record.get("gtid").toString()).matches("0-1-\\d+");
                    assertThat(record.get("cause").toString()).contains("cdc.publish.max-record-size");
                });
        assertThat(occurrences(producer.output(), "pipeline open:")).isEqualTo(1);

        producer.kill();
        startProducer("cdc.publish.max-record-size=2MB");
        var records = awaitChanges(table, 8);

        assertThat(records)
                .filteredOn(record -> !text(record).matches(". [13]=.*"))
                .extracting(BadChangesParkIT::text)
                .containsExactlyInAnyOrder("c 2=1", "u 2=2", "d 2=2", "c 4=3", "u 4=4");
        assertOnceAndOrdered(records);
        await(() -> assertThat(page("health")).doesNotContain("parked"));
    }

    @Test
    void aRecordThatTheBrokerRefusesIsParkedTooUntilTheTopicIsAsDeclared() throws Exception {
        var producer = startProducer();
        database.execute("INSERT INTO shop." + table + " VALUES (1,1,'small')");
        awaitChanges(table, 1); // its topic was compared with what is declared then
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + ".shop." + table);
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            var lower = new AlterConfigOp(new ConfigEntry("max.message.bytes", "300000"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(lower))).all().get();
        }
        database.execute(
                "INSERT INTO shop." + table + " VALUES (2,1,'" + incompressible(400_000) + "')",
                "INSERT INTO shop." + other + " VALUES (1,1)");
        awaitChanges(other, 1);
        await(() -> assertThat(page("metrics/cdc.parked")).contains("\"value\":1.0"));

        producer.kill();
        startProducer();

        assertOnceAndOrdered(awaitChanges(table, 2));
    }

    /** What the broker weighs is compressed. */
    private static String incompressible(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void aKeyThatCannotBeToldPausesItsTable() {
        database.execute("CREATE TABLE shop.d" + tests + " (d date NOT NULL PRIMARY KEY, v int)");
        startProducer("cdc.capture.tables=shop.d" + tests + ",shop." + other);
        database.execute(
                "INSERT IGNORE INTO shop.d" + tests + " VALUES ('2024-02-30',1)",
                "INSERT INTO shop.d" + tests + " VALUES ('2024-02-01',1)",
                "INSERT INTO shop." + other + " VALUES (1,1)");
        awaitChanges(other, 1);

        await(() -> assertThat(page("health"))
                .contains(
                        "\"table\":\"shop.d" + tests + "\",\"paused\":true",
                        "\"changes\":2",
                        "a key column has no value"));
    }

    @Test
    void moreParkedKeysThanACheckpointNamesPauseTheTable() {
        var producer = startProducer("cdc.publish.max-record-size=64KB");
        database.execute(
                "INSERT INTO shop." + table + " SELECT seq, 1, repeat('y',70000) FROM shop.seq_1_to_1005",
                "INSERT INTO shop." + table + " VALUES (5000,1,'small')",
                "UPDATE shop." + table + " SET note='small', v=2 WHERE id=1",
                "INSERT INTO shop." + other + " VALUES (1,1)");
        awaitChanges(other, 1);
        await(() -> assertThat(page("health")).contains("\"paused\":true,\"keys\":1000,\"changes\":1007"));
        assertThat(changes(table)).isEmpty();

        producer.kill();
        startProducer();
        var records = awaitChanges(table, 1007);

        assertThat(records).hasSize(1007);
        assertOnceAndOrdered(records);
        await(() -> assertThat(page("health")).doesNotContain("parked"));
    }

    @Test
    void whereAllIsToStopNothingIsParked() {
        port = JavaProcess.freePort();
        launchProducer("cdc.publish.on-bad-change=stop", "cdc.publish.max-record-size=300KB")
                .awaitHealthy(health());
        database.execute(
                "INSERT INTO shop." + table + " VALUES (2,1,repeat('y',400000))",
                "INSERT INTO shop." + other + " VALUES (1,1)");

        await(() -> assertThat(page("health"))
                .contains("\"status\":\"DOWN\"", "cannot publish shop." + table, "Raise cdc.publish.max-record-size"));
        assertThat(changes(other)).isEmpty();

        producers.forEach(JavaProcess::kill);
        startProducer("cdc.publish.on-bad-change=stop");
        awaitChanges(table, 1);
        awaitChanges(other, 1);
    }

    private JavaProcess startProducer(String... settings) {
        port = JavaProcess.freePort();
        return launchProducer(settings).awaitHealthy(health());
    }

    private URI health() {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health");
    }

    private JavaProcess launchProducer(String... settings) {
        var options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dserver.port=" + port,
                "-Dspring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "-Dcdc.registry.url=" + registry.url(),
                "-Dcdc.capture.address=" + canal.address(),
                "-Dcdc.capture.status-url=" + canal.url("/status"),
                "-Dcdc.capture.tables=shop." + table + ",shop." + other,
                "-Dcdc.publish.topic-prefix=" + prefix,
                "-Dcdc.publish.parked-retry=1s"));
        List.of(settings).forEach(setting -> options.add("-D" + setting));
        var producer = JavaProcess.startService("producer", JAR, options, Map.of(), folder);
        producers.add(producer);
        return producer;
    }

    private void setCompatibility(String part, String level) {
        var subject = prefix + ".shop." + table + "-" + part;
        var request = HttpRequest.newBuilder(URI.create(registry.url() + "/config/" + subject))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"" + level + "\"}"))
                .build();
        assertThat(answer(request).statusCode()).isEqualTo(200);
    }

    private String page(String name) {
        return answer(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + name))
                        .build())
                .body();
    }

    private static HttpResponse<String> answer(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(assertion);
    }

    private List<GenericRecord> awaitChanges(String name, int count) {
        await(() -> assertThat(changes(name)).hasSizeGreaterThanOrEqualTo(count));
        return changes(name);
    }

    /** The committed changes of a table's topic, without tombstones, each partition in its order. */
    private List<GenericRecord> changes(String name) {
        return read(prefix + ".shop." + name, 4);
    }

    private List<GenericRecord> parked() {
        return read(prefix + ".shop." + table + ".tms.dlq", 1);
    }

    private static List<GenericRecord> read(String topic, int count) {
        var values = new AvroDeserializer(new SchemaRegistry(registry.url()));
        var records = new ArrayList<GenericRecord>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, count)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var value = values.deserialize(topic, record.value());
                    if (value != null) {
                        records.add(value);
                    }
                }
            }
        }
        return records;
    }

    /** Operation, key and value: {@code u 1=11}. */
    private static String text(GenericRecord change) {
        var after = (GenericRecord) change.get("after");
        var row = after == null ? (GenericRecord) change.get("before") : after;
        return change.get("op") + " " + row.get("id") + "=" + row.get("v");
    }

    private static void assertOnceAndOrdered(List<GenericRecord> changes) {
        var places = new ArrayList<String>();
        var last = new java.util.HashMap<Object, Long>();
        for (var change : changes) {
            var transaction = (GenericRecord) change.get("transaction");
            places.add(transaction.get("id") + "/" + transaction.get("total_order"));
            var source = (GenericRecord) change.get("source");
            var place = (Long) source.get("position") * 1000 + (Integer) source.get("row");
            var after = (GenericRecord) change.get("after");
            var row = after == null ? (GenericRecord) change.get("before") : after;
            var before = last.put(row.get("id"), place);
            assertThat(before == null || before < place).as(text(change)).isTrue();
        }
        assertThat(places).doesNotHaveDuplicates();
    }

    private static int occurrences(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }
}
