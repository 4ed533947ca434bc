package com.pinda.aggregation.schema.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Registry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The examples of {@code docs/consuming.md}, against a real broker and registry. */
class ConsumingIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?m)^scripts/read-topic (\\S.*)$");
    private static final String TOPIC = "tms.pd_oms.pd_order";
    private static final LocalDateTime CREATED = LocalDateTime.of(2026, 11, 23, 12, 0, 0, 123_456_000);
    private static final TableSchemas ORDERS = TableSchemas.of(
            new TableDefinition(
                    TableId.parse("pd_oms.pd_order"),
                    List.of(
                            new ColumnDefinition("id", MySqlType.parse("varchar(20)"), true),
                            new ColumnDefinition("status", MySqlType.parse("int(11)"), false),
                            new ColumnDefinition("amount", MySqlType.parse("decimal(10,2)"), false),
                            new ColumnDefinition("create_time", MySqlType.parse("datetime(6)"), false))),
            "tms");

    private static EmbeddedKafkaKraftBroker broker;
    private static Registry registry;

    @BeforeAll
    static void writeOrders() throws IOException {
        registry = Registry.start();
        broker = new EmbeddedKafkaKraftBroker(1, 4, TOPIC);
        broker.brokerProperties(Map.of(
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        var schemas = new SchemaRegistry(registry.url());
        try (var kafka = new KafkaProducer<GenericContainer, @Nullable GenericContainer>(
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "transactional.id", "tms-tms"),
                new AvroSerializer(schemas, true),
                new AvroSerializer(schemas, false))) {
            kafka.initTransactions();
            kafka.beginTransaction();
            send(kafka, "1", change("c", null, row("1", 23001, "15.00")));
            send(kafka, "2", change("c", null, row("2", 23001, "7.50")));
            kafka.flush(); // else the commit may be asked for before the records are sent
            kafka.commitTransaction();
            kafka.beginTransaction();
            send(kafka, "3", change("c", null, row("3", 23001, "1.00")));
            kafka.abortTransaction();
            kafka.beginTransaction();
            send(kafka, "1", change("u", row("1", 23001, "15.00"), row("1", 23005, "15.00")));
            send(kafka, "2", change("d", row("2", 23001, "7.50"), null));
            send(kafka, "2", null);
            kafka.flush();
            kafka.commitTransaction();
        }
    }

    /** The commit tells of a failure. */
    private static void send(
            KafkaProducer<GenericContainer, @Nullable GenericContainer> kafka,
            String id,
            @Nullable GenericRecord change) {
        var unused = kafka.send(new ProducerRecord<>(TOPIC, key(id), change));
    }

    @AfterAll
    static void stopServers() {
        broker.destroy();
        registry.close();
    }

    @Test
    void theCommandsOfTheGuidePrintTheCommittedRecordsAsJson() throws IOException, InterruptedException {
        var commands = COMMAND.matcher(Files.readString(PROJECT.resolve("docs/consuming.md")))
                .results()
                .map(match -> List.of(match.group(1).split(" +")))
                .toList();

        assertThat(commands).isNotEmpty();
        for (var command : commands) {
            var lines = readTopic(command);

            assertThat(lines)
                    .hasSize(command.contains("--max") ? 3 : 5)
                    .noneMatch(line -> line.path("key").path("id").asText().equals("3"));
        }
    }

    @Test
    void aLineHoldsTheWholeChange() throws IOException, InterruptedException {
        var update = readTopic(List.of(TOPIC, "--from-beginning", "--to-end")).stream()
                .filter(line -> line.path("value").path("op").asText().equals("u"))
                .findFirst()
                .orElseThrow();

        assertThat(update.path("key").toString()).isEqualTo("{\"id\":\"1\"}");
        assertThat(update.path("value").path("before").path("status").asInt()).isEqualTo(23001);
        assertThat(update.path("value").path("after").toString())
                .isEqualTo("{\"id\":\"1\",\"status\":23005,\"amount\":15.00,\"create_time\":\"" + CREATED + "\"}");
    }

    @Test
    void aTableIsMadeOfItsTopicHoweverOftenItIsRead() {
        var table = TableState.read(
                TOPIC, broker.getBrokersAsString(), registry.url().toString());

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.row(key("1")))
                .hasValueSatisfying(row -> assertThat(row.get("status")).isEqualTo(23005))
                .hasValueSatisfying(row -> assertThat(row.get("amount")).isEqualTo(new BigDecimal("15.00")));

        table.apply(new ConsumerRecord<>(TOPIC, 0, 0, key("1"), change("c", null, row("1", 23001, "15.00"))));

        assertThat(table.row(key("1")))
                .hasValueSatisfying(row -> assertThat(row.get("status")).isEqualTo(23005));
    }

    @Test
    void aMissingTopicIsNamed() throws IOException, InterruptedException {
        var process = start(List.of("tms.pd_oms.nothing"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .contains(
                        "cannot read tms.pd_oms.nothing at " + broker.getBrokersAsString(),
                        ": there is no topic tms.pd_oms.nothing");
    }

    private static List<JsonNode> readTopic(List<String> arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        var json = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        var lines = new ArrayList<JsonNode>();
        for (var line : new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList()) {
            lines.add(json.readTree(line));
        }
        assertThat(process.waitFor())
                .as(() -> "exit code of read-topic " + arguments)
                .isZero();
        return lines;
    }

    private static Process start(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(PROJECT.resolve("scripts/read-topic").toString());
        command.addAll(arguments);
        command.addAll(List.of(
                "--bootstrap",
                broker.getBrokersAsString(),
                "--registry",
                registry.url().toString()));
        return new ProcessBuilder(command).start();
    }

    private static GenericRecord key(String id) {
        return new GenericRecordBuilder(ORDERS.key().orElseThrow())
                .set("id", id)
                .build();
    }

    private static GenericRecord row(String id, int status, String amount) {
        return new GenericRecordBuilder(ORDERS.row())
                .set("id", id)
                .set("status", status)
                .set(
                        "amount",
                        ByteBuffer.wrap(new BigDecimal(amount).unscaledValue().toByteArray()))
                .set(
                        "create_time",
                        ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), CREATED))
                .build();
    }

    private static GenericRecord change(String op, @Nullable GenericRecord before, @Nullable GenericRecord after) {
        var source = new GenericRecordBuilder(TableSchemas.source())
                .set("version", "test")
                .set("connector", "canal")
                .set("name", "tms")
                .set("ts_ms", 1_795_435_200_000L)
                .set("db", "pd_oms")
                .set("table", "pd_order")
                .set("server_id", 1L)
                .set("file", "mysql-bin.000007")
                .set("pos", 1234L)
                .set("row", 0)
                .set("position", 30_064_772_306L)
                .build();
        return new GenericRecordBuilder(ORDERS.envelope())
                .set("before", before)
                .set("after", after)
                .set("source", source)
                .set("op", op)
                .set("ts_ms", 1_795_435_200_250L)
                .build();
    }
}
