package com.pinda.aggregation.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The producer as it is deployed, between a real database and canal server and a real broker and registry. */
class ProducerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPEN = "pipeline open:";
    private static final Path JAR = Path.of("target", "producer.jar").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static Database database;
    private static Registry registry;
    private static EmbeddedKafkaKraftBroker broker;
    private static Canal canal;

    private final List<JavaProcess> producers = new ArrayList<>();
    private String table = "";

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
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
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
    void createTable() {
        table = "t" + Math.abs(System.nanoTime() % 1_000_000_000);
        database.execute("CREATE TABLE shop." + table
                + " (id bigint NOT NULL PRIMARY KEY, name varchar(50), amount decimal(10,2), at datetime(3))");
    }

    @AfterEach
    void stopProducers() {
        producers.forEach(JavaProcess::kill);
    }

    @Test
    void smallTransactionsArePublishedWholeHoweverCanalCutsThem() throws SQLException {
        var random = new Random(4);
        var written = 0;
        for (int i = 0; i < 200; i++) {
            written += writeTransaction(random, 40);
        }

        startProducer("cdc.capture.batch-size-kb=16", "cdc.publish.max-bytes=64KB");
        awaitRecords(written, "backlog");

        assertThat(checkpoints())
                .hasSizeGreaterThan(20)
                .allSatisfy(checkpoint -> assertThat(checkpoint.get("complete")).isEqualTo(true));
    }

    @Test
    void afterABatchOfManyRowsTheNextOneLingers() throws SQLException {
        var linger = Duration.ofSeconds(5);
        startProducer("cdc.publish.linger=5s");

        insert(1, 10);
        var many = awaitCheckpoint(1);
        insert(11, 11);
        var lingering = awaitCheckpoint(2);
        var before = System.currentTimeMillis();
        insert(12, 12);
        var atOnce = awaitCheckpoint(3);

        assertThat(lingering - many).isGreaterThanOrEqualTo(linger.toMillis());
        assertThat(atOnce - before).as("after a batch of one row").isLessThan(linger.toMillis());
    }

    /** One source transaction. */
    private void insert(int firstId, int lastId) throws SQLException {
        database.execute(
                "INSERT INTO shop." + table + " SELECT seq, 'x', 1, now(3) FROM shop.seq_" + firstId + "_to_" + lastId);
    }

    /** When the batch was published that was so many, in milliseconds since the epoch. */
    private long awaitCheckpoint(int number) {
        Awaitility.await().atMost(PATIENCE).until(() -> checkpoints().size() >= number);
        return (long) checkpoints().get(number - 1).get("published_ts_ms");
    }

    @Test
    void aRecordThatIsTooLargeIsNamedAndTriedAgainWithPauses() {
        database.execute("ALTER TABLE shop." + table + " MODIFY name mediumtext");
        var port = JavaProcess.freePort();
        var producer = launchProducer(port, "cdc.publish.max-record-size=300KB", "cdc.publish.on-bad-change=stop")
                .awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health"));
        database.execute("INSERT INTO shop." + table + " VALUES (1, repeat('x', 500000), 1, now(3))");

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page(port, "health"))
                        .contains("cannot publish shop." + table + " at mysql-bin.")
                        .contains("key included")
                        .contains("Raise cdc.publish.max-record-size"));
        var from = System.nanoTime();
        var before = occurrences(producer.output(), OPEN);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(occurrences(producer.output(), OPEN)).isGreaterThanOrEqualTo(before + 6));

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofSeconds(6));
        assertThat(occurrences(producer.output(), "pipeline stopped, a person must act"))
                .isEqualTo(1);
    }

    @Test
    void twoColumnsWithOneNameInAvroAreToldInHealthForAPerson() {
        database.execute("ALTER TABLE shop." + table + " ADD `a-b` int, ADD a_b int");
        var port = JavaProcess.freePort();
        var producer = launchProducer(port, "cdc.publish.on-bad-change=stop")
                .awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health"));
        database.execute("INSERT INTO shop." + table + " (id) VALUES (1)");

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page(port, "health"))
                        .contains("cannot publish shop." + table, "two columns that Avro calls 'a_b'"));
        assertThat(occurrences(producer.output(), "pipeline stopped, a person must act"))
                .isEqualTo(1);
    }

    @Test
    void asecondProducerTakesOverAndTheFirstEnds() throws SQLException {
        var first = startProducer();
        var written = writeTransaction(new Random(1), 10);
        awaitRecords(written, "first producer");

        startProducer();
        var more = writeTransaction(new Random(2), 10);
        var records = awaitRecords(written + more, "second producer");

        assertThat(first.ended(PATIENCE)).as(first.output()).isTrue();
        assertThat(first.exitCode()).isEqualTo(4);
        assertThat(places(records)).hasSize(written + more).doesNotHaveDuplicates();
    }

    @Test
    void aProducerWhoseTransactionTimedOutGoesOn() throws Exception {
        var producer = startProducer(
                "cdc.capture.batch-size-kb=64", "spring.kafka.producer.properties.transaction.timeout.ms=2000");
        var topic = "tms.shop." + table;
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            database.execute("INSERT INTO shop." + table + " SELECT seq, 'x', 1, now(3) FROM shop.seq_1_to_40000");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(PATIENCE)
                    .until(() -> end(admin, topic, IsolationLevel.READ_UNCOMMITTED) > 0);
            signal(producer, "STOP");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> end(admin, topic, IsolationLevel.READ_UNCOMMITTED)
                            == end(admin, topic, IsolationLevel.READ_COMMITTED));
        } finally {
            signal(producer, "CONT");
        }
        var records = awaitRecords(40_000, "after the timeout");

        assertThat(producer.output()).contains("longer than transaction.timeout.ms=2000");
        assertThat(producer.ended(Duration.ZERO)).isFalse();
        assertThat(places(records)).hasSize(40_000).doesNotHaveDuplicates();
    }

    @Test
    void aProducerEndsSoonWhenToldToAlsoWhereKafkaIsAway() {
        var producer = launchProducer(
                JavaProcess.freePort(), "spring.kafka.bootstrap-servers=127.0.0.1:" + JavaProcess.freePort());
        Awaitility.await().atMost(PATIENCE).until(() -> producer.output().contains("could not be established"));

        producer.terminate();

        assertThat(producer.ended(Duration.ofSeconds(15))).isTrue();
        assertThat(producer.exitCode()).isEqualTo(143);
    }

    @Test
    void aSourceThatIsAwayIsToldInHealthAndLag() {
        var port = JavaProcess.freePort();
        launchProducer(port).awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health"));

        database.stop();
        try {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(page(port, "health")).contains("DOWN").contains("canal-server is reconnecting");
                assertThat(page(port, "metrics/cdc.lag.ms")).doesNotContain("\"value\":0.0");
            });
        } finally {
            database.resume();
        }

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page(port, "health")).doesNotContain("canal-server is"));
    }

    @Test
    void nothingIsSaidOfATimeUpToWhichTheSourceWasNotRead(@TempDir Path state) throws Exception {
        var port = JavaProcess.freePort();
        try (var link = Link.to(database.port());
                var behind = Canal.start(link.port(), state, "shop\\..*")) {
            launchProducer(
                    port, "cdc.capture.address=" + behind.address(), "cdc.capture.status-url=" + behind.url("/status"));
            writeTransaction(new Random(8), 10);
            var quietMs = System.currentTimeMillis();
            Awaitility.await().atMost(PATIENCE).until(() -> lastHeartbeatMs() > quietMs);

            link.stall();
            var stalledMs = System.currentTimeMillis();
            var more = writeTransaction(new Random(9), 10);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lagMs(port)).isGreaterThan(4_000));
            assertThat(page(port, "health")).contains("\"pipelineRunner\":{\"status\":\"UP\"}");
            assertThat(lastHeartbeatMs()).isLessThanOrEqualTo(stalledMs);

            link.resume();
            awaitRecords(more, "after the source was read again");
            Awaitility.await().atMost(PATIENCE).until(() -> lastHeartbeatMs() > stalledMs);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lagMs(port)).isZero());
        }
    }

    private static long lastHeartbeatMs() {
        return endOfCheckpoints() == 0
                ? 0
                : read("tms.heartbeat").stream()
                        .mapToLong(record -> (Long) value(record).get("ts_ms"))
                        .max()
                        .orElse(0);
    }

    @Test
    void aTransactionOfManyPartsKeepsItsIdAndItsOrderThroughKills() throws SQLException {
        var other = table + "b";
        database.execute("CREATE TABLE shop." + other + " LIKE shop." + table);
        var checkpointsBefore = endOfCheckpoints();
        var settings = new String[] {
            "cdc.capture.tables=shop." + table + ",shop." + other,
            "cdc.capture.batch-size-kb=64",
            "cdc.publish.max-bytes=256KB"
        };
        var producer = startProducer(settings);
        insertInOneTransaction(List.of(table, other), 30, 1_000);

        for (int kills = 1; kills <= 2; kills++) {
            var parts = 2 * kills;
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> endOfCheckpoints() >= checkpointsBefore + 2L * parts);
            producer.kill();
            producer = launchProducer(JavaProcess.freePort(), settings);
        }
        awaitRecords(table, 30_000, "first table");
        awaitRecords(other, 30_000, "second table");

        var values = new AvroDeserializer(new SchemaRegistry(registry.url()));
        var transactions = new HashSet<String>();
        var totalOrders = new ArrayList<Long>();
        for (var name : List.of(table, other)) {
            var tableOrders = new ArrayList<Long>();
            for (var record : read("tms.shop." + name)) {
                var transaction = (GenericRecord) decoded(values, record).get("transaction");
                transactions.add(transaction.get("id").toString());
                totalOrders.add((Long) transaction.get("total_order"));
                tableOrders.add((Long) transaction.get("data_collection_order"));
            }
            assertThat(tableOrders).hasSize(30_000).containsExactlyInAnyOrderElementsOf(upTo(30_000));
        }
        assertThat(transactions).hasSize(1);
        assertThat(totalOrders).hasSize(60_000).containsExactlyInAnyOrderElementsOf(upTo(60_000));
        assertPartsUntilTheLast(
                checkpointsSince(checkpointsBefore), transactions.iterator().next());
    }

    /** From the transaction's first part on, all checkpoints are parts of it, but for those from its end on. */
    private static void assertPartsUntilTheLast(List<GenericRecord> checkpoints, String transaction) {
        var fromFirstPart = checkpoints.stream()
                .dropWhile(checkpoint -> !transaction.equals(checkpoint.get("transaction_id")))
                .toList();
        var parts = fromFirstPart.stream()
                .takeWhile(checkpoint -> transaction.equals(checkpoint.get("transaction_id")))
                .toList();
        assertThat(parts)
                .hasSizeGreaterThan(4)
                .allSatisfy(part -> assertThat(part.get("complete")).isEqualTo(false));
        assertThat(fromFirstPart.subList(parts.size(), fromFirstPart.size()))
                .isNotEmpty()
                .allSatisfy(checkpoint -> assertThat(checkpoint.get("complete")).isEqualTo(true));
    }

    private void insertInOneTransaction(List<String> tables, int statements, int rows) throws SQLException {
        try (var connection = database.connect("shop");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < statements; i++) {
                for (var name : tables) {
                    statement.executeUpdate("INSERT INTO " + name + " SELECT seq, 'x', 1, now(3) FROM seq_"
                            + (i * rows + 1) + "_to_" + (i + 1) * rows);
                }
            }
            connection.commit();
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void anOpenTransactionOfAnotherDestinationHidesNoCheckpoint() throws Exception {
        var first = startProducer();
        var written = writeTransaction(new Random(5), 10);
        awaitRecords(written, "first");
        try (var other = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "transactional.id", "tms-other"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>("tms.checkpoint", 0, new byte[] {1}, new byte[] {1}))
                    .get();
            written += writeTransaction(new Random(6), 10);
            awaitRecords(written, "beside an open transaction");
            first.kill();
            var second = launchProducer(JavaProcess.freePort());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> second.output().contains("a transaction of another producer to end"));
            other.abortTransaction();
            written += writeTransaction(new Random(7), 10);

            var records = awaitRecords(written, "after it was aborted");

            assertThat(places(records)).hasSize(written).doesNotHaveDuplicates();
            assertThat(second.output()).doesNotContain("were never published");
        }
    }

    @Test
    void aTopicWithOtherPartitionsThanDeclaredIsRefusedByName() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic("tms.shop." + table, 3, (short) 1)))
                    .all()
                    .get();
        }
        var producer = launchProducer(JavaProcess.freePort());

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(producer.output())
                        .contains("topic tms.shop." + table + " has 3 partitions, but 4 are declared"));
    }

    @Test
    void aTruncateIsToldInTheSchemaChangesTopic() throws SQLException {
        startProducer();
        writeTransaction(new Random(3), 5);
        database.execute("TRUNCATE TABLE shop." + table);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read("tms.schema-changes"))
                        .extracting(record ->
                                value(record).get("type") + " " + value(record).get("table"))
                        .contains("TRUNCATE " + table));
    }

    @Test
    void aTableIsToldInTheSchemaChangesTopicWhereverAStatementNamesIt() {
        startProducer();
        database.execute(
                "CREATE TABLE shop.beside" + table + " (id int)",
                "DROP TABLE shop.beside" + table + ", shop." + table,
                "CREATE TABLE shop." + table + " (id int)",
                "RENAME TABLE shop." + table + " TO shop.old" + table);

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(read("tms.schema-changes"))
                        .filteredOn(
                                record -> value(record).get("ddl").toString().contains(table))
                        .extracting(record ->
                                value(record).get("type") + " " + value(record).get("table"))
                        .containsSubsequence("ERASE " + table, "CREATE " + table, "RENAME " + table));
    }

    private JavaProcess startProducer(String... settings) {
        var port = JavaProcess.freePort();
        return launchProducer(port, settings).awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health"));
    }

    private JavaProcess launchProducer(int port, String... settings) {
        var options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dserver.port=" + port,
                "-Dspring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "-Dcdc.registry.url=" + registry.url(),
                "-Dcdc.capture.address=" + canal.address(),
                "-Dcdc.capture.status-url=" + canal.url("/status"),
                "-Dcdc.capture.tables=shop." + table,
                "-Dcdc.capture.destination=tms"));
        List.of(settings).forEach(setting -> options.add("-D" + setting));
        var producer = JavaProcess.startService("producer", JAR, options, Map.of(), folder);
        producers.add(producer);
        return producer;
    }

    private static String page(int port, String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + name))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double lagMs(int port) throws IOException, InterruptedException {
        return Double.parseDouble(page(port, "metrics/cdc.lag.ms").replaceAll("(?s).*\"value\":([0-9.E]+).*", "$1"));
    }

    private static void signal(JavaProcess process, String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    }

    /** End offsets of a topic's partitions, added up; of what is committed, or of all. */
    private static long end(Admin admin, String topic, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < 4; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get().values().stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /** Inserts, updates, deletes and key changes in one transaction; gives how many row changes it made. */
    private int writeTransaction(Random random, int statements) throws SQLException {
        var changes = 0;
        try (var connection = database.connect("shop");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < statements; i++) {
                var id = random.nextInt(500);
                changes += switch (random.nextInt(5)) {
                    case 0 -> statement.executeUpdate("DELETE FROM " + table + " WHERE id=" + id);
                    case 1, 2 ->
                        statement.executeUpdate("UPDATE " + table + " SET amount=" + i + ".5, at=now(3) WHERE id=" + id
                                + " AND (amount<>" + i + ".5 OR amount IS NULL)");
                    default ->
                        statement.executeUpdate(
                                "INSERT IGNORE INTO " + table + " VALUES (" + id + ",'订单" + i + "',NULL,now(3))");
                };
            }
            connection.commit();
        }
        return changes;
    }

    private List<ConsumerRecord<byte[], byte[]>> awaitRecords(int count, String what) {
        return awaitRecords(table, count, what);
    }

    private List<ConsumerRecord<byte[], byte[]>> awaitRecords(String name, int count, String what) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            found.clear();
            read("tms.shop." + name).stream()
                    .filter(record -> record.value() != null)
                    .forEach(found::add);
            assertThat(found).as(what).hasSizeGreaterThanOrEqualTo(count);
        });
        return found;
    }

    private static List<GenericRecord> checkpointsSince(long offset) {
        return read("tms.checkpoint").stream()
                .filter(record -> record.offset() >= offset)
                .map(ProducerIT::value)
                .toList();
    }

    /** The checkpoint topic's end, 0 before there is one. */
    private static long endOfCheckpoints() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()))) {
            var partition = new TopicPartition("tms.checkpoint", 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The checkpoints of this test's table. */
    private List<GenericRecord> checkpoints() {
        return read("tms.checkpoint").stream()
                .map(ProducerIT::value)
                .filter(checkpoint -> checkpoint.get("ends").toString().contains("tms.shop." + table))
                .toList();
    }

    /** All committed records of a topic, each partition in its order. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static GenericRecord value(ConsumerRecord<byte[], byte[]> record) {
        return decoded(new AvroDeserializer(new SchemaRegistry(registry.url())), record);
    }

    private static GenericRecord decoded(AvroDeserializer values, ConsumerRecord<byte[], byte[]> record) {
        var value = values.deserialize(record.topic(), record.value());
        assertThat(value).isNotNull();
        return value;
    }

    /** Where each change comes from: the transaction and its place in it. */
    private List<String> places(List<ConsumerRecord<byte[], byte[]>> records) {
        var values = new AvroDeserializer(new SchemaRegistry(registry.url()));
        return records.stream()
                .map(record -> {
                    var value = values.deserialize(record.topic(), record.value());
                    assertThat(value).isNotNull();
                    var transaction = (GenericRecord) value.get("transaction");
                    return transaction.get("id") + "/" + transaction.get("total_order");
                })
                .toList();
    }
}
