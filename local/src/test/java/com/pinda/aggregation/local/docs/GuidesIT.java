package com.pinda.aggregation.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.schema.example.TableState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the README and of the guides, in the README's order: on one data folder, over two starts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuidesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    /** The blocks that are not run here, by how they begin, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn verify\n", "this test is a part of it",
            "mvn -DskipTests package\n", "needs Docker; the tests of package compose check what it is made of",
            "scripts/workload --prepare --orders 300 --password-file secrets/", "the same; ComposeSourceIT runs it",
            "scripts/torture --minutes 10\n", "takes its minutes; TortureIT runs a round of it",
            "scripts/torture --minutes 60\n", "the same",
            "scripts/bench\n", "takes minutes, and a machine that does nothing else",
            "scripts/bench --views\n", "the same",
            "SELECT topic, partition_id, record_offset", "nothing is parked here; BadDataStopsItselfOnlyIT looks there",
            "kafka-console-consumer.sh --bootstrap-server", "Kafka's own tool, which is not a part of this project",
            "UPDATE _parked SET dropped_because", "nothing is parked here; PoisonIT drops a record so");

    @TempDir
    static Path folder;

    private static Blocks blocks;
    private static Shell shell;
    private static int ports;
    private static RunningStack stack;

    @BeforeAll
    static void start() {
        blocks = Blocks.of(Stream.of(
                        "README",
                        "docs/consuming",
                        "docs/operations",
                        "docs/guarantees",
                        "docs/performance",
                        "docs/views",
                        "docs/api",
                        "docs/freshness",
                        "docs/feed")
                .map(name -> guide(name + ".md"))
                .toArray(Path[]::new));
        shell = Shell.in(folder);
        ports = RunningStack.freePorts();
        stack = RunningStack.start(shell, data(), ports, blocks.take("scripts/up\n"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void theApiAnswersFromTheCopies() {
        var curls = blocks.take("curl -s -X POST ");

        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(() -> {
            var answers = json(stack.run(curls));
            assertThat(answers).hasSize(2);
            assertThat(answers.get(0).path("items")).hasSize(2).allSatisfy(item -> {
                assertThat(item.path("id").asString()).isNotEmpty();
                assertThat(item.path("orderId").asString()).isNotEmpty();
            });
            assertThat(answers.get(1).path("state").asString()).isEqualTo("ready");
        });
    }

    @Test
    @Order(2)
    void theApiAnswersFromTheViews() {
        var lists = blocks.take("curl -s 'http://127.0.0.1:8191/api/v1/orders?limit=2&");
        var pages = blocks.take("next=$(curl ");
        var again = blocks.take("tag=$(curl ")
                .replace("answer.json", folder.resolve("answer.json").toString());
        var csv = blocks.take("curl -s -H 'Accept: text/csv' ")
                .replace("-o orders.csv", "-o " + folder.resolve("orders.csv"));

        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(() -> {
            var answers = json(stack.run(lists));
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0).path("items"))
                    .hasSize(2)
                    .allSatisfy(item -> assertThat(names(item))
                            .containsExactly(
                                    "id", "senderCityName", "receiverCityName", "statusName", "lastEventKind"));
            assertThat(answers.get(1).path("items")).isNotEmpty();
            assertThat(answers.get(2).path("total").asInt()).isPositive();
        });
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .untilAsserted(() ->
                        assertThat(json(stack.run(pages)).get(0).path("items")).isNotEmpty());
        // what is counted may have changed between the two requests
        assertThat(stack.run(again).strip()).isIn("304", "200");
        assertThat(stack.run(csv)).startsWith("id,createTime,status");
    }

    @Test
    @Order(2)
    void whatWasWrittenIsRead() {
        var block = blocks.take("read -r id gtid <<<");

        // the view is there once each of its tables had a row
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(stack.run(block))
                        .startsWith("HTTP/1.1 200")
                        .containsPattern("(?m)^Preference-Applied: wait=5\\r?$")
                        .containsPattern("(?m)^Cdc-Position: \\S+")
                        .containsPattern("\"status\":[45]\\b"));
    }

    @Test
    @Order(2)
    void changesAreToldAsTheyCome() {
        var block = blocks.take("curl -N 'http://127.0.0.1:8191/api/v1/waybills/events?status=2,3'")
                .replace("curl -N", "timeout 30 curl -sN");

        // the topic is there once the view is
        await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(() -> {
            var told = stack.run(block.strip() + " || true\n");
            assertThat(told).startsWith("retry:5000");
            assertThat(told.lines().filter(line -> line.startsWith("data:")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).containsPattern("\"status\":[23]\\b"));
        });
    }

    @Test
    @Order(2)
    void aTopicIsReadInTheShell() throws IOException {
        var example = JSON.readTree(EXAMPLE.matcher(Files.readString(guide("docs/consuming.md")))
                .results()
                .map(json -> json.group(1))
                .findFirst()
                .orElseThrow());
        var first = json(stack.run(blocks.take("scripts/read-topic tms.pd_oms.pd_order --from-beginning --max 3")));
        var all = json(stack.run(blocks.take("scripts/read-topic tms.pd_oms.pd_order --from-beginning --to-end")));

        assertThat(first).hasSize(3);
        assertThat(first.get(0).path("value").path("op").asString()).isEqualTo("c");
        assertThat(names(first.get(0))).isEqualTo(names(example));
        assertThat(all).hasSizeGreaterThan(3);
    }

    @Test
    @Order(3)
    void aTableOfOnesOwnIsCaptured() {
        stack.close();
        shell.run(own(blocks.take("mkdir -p ~/my-views\n")));
        // both at one start, which takes its time
        var withTables = blocks.take("scripts/up --no-workload --tables ").strip();
        var withViews = own(blocks.take("scripts/up --views ")).replace("scripts/up", "");
        stack = RunningStack.start(shell, data(), ports, withTables + withViews);

        stack.run(blocks.take("mysql --loose-skip-ssl -h 127.0.0.1 -P 13306 -u tms "));

        var look = blocks.take("scripts/read-topic tms.canal_test.student");
        await().atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().untilAsserted(() -> {
            var lines = stack.run(look).lines().toList();
            assertThat(lines.stream()
                            .filter(line -> line.startsWith("{"))
                            .map(JSON::readTree)
                            .map(line -> line.path("value").path("op").asString() + " "
                                    + line.path("value")
                                            .path("after")
                                            .path("city")
                                            .asString()))
                    .containsExactly("c 北京", "u 上海");
            assertThat(lines.stream().map(line -> List.of(line.split("\t", -1))).toList())
                    .contains(List.of("id", "name", "age", "sex", "city", "_position"))
                    .anySatisfy(row -> assertThat(row).startsWith("1", "张三", "20", "男", "上海"))
                    .anySatisfy(row -> assertThat(row).startsWith("1", "Phone", "NULL", "299900", "NULL", "1"));
        });
    }

    @Test
    @Order(4)
    void aTableIsMadeOfItsTopicInJava() {
        var student = TableState.read("tms.canal_test.student", stack.broker(), stack.registry());
        var orders = TableState.read("tms.pd_oms.pd_order", stack.broker(), stack.registry());

        assertThat(student.size()).isEqualTo(1);
        assertThat(student.row(key("1"))).hasValueSatisfying(row -> {
            assertThat(row.get("name")).isEqualTo("张三");
            assertThat(row.get("city")).isEqualTo("上海");
        });
        var order = stack.run("mysql --skip-ssl -h 127.0.0.1 -P 13306 -u tms -p\"$(cat data/secrets/tms)\" -N"
                        + " -e 'SELECT MIN(id), COUNT(*) FROM pd_oms.pd_order'")
                .strip()
                .split("\t", 2);
        assertThat(orders.size()).isPositive().isEqualTo(Long.parseLong(order[1]));
        assertThat(orders.row(key(order[0]))).hasValueSatisfying(row -> {
            assertThat(row.get("status")).isInstanceOf(Integer.class);
            assertThat(row.get("create_time")).isInstanceOf(LocalDateTime.class);
            assertThat(row.get("amount"))
                    .isInstanceOfSatisfying(
                            BigDecimal.class,
                            amount -> assertThat(amount.scale()).isEqualTo(2));
        });
    }

    @Test
    @Order(5)
    void theWorkloadRunsByItself() {
        var printed = stack.run(blocks.take("scripts/workload --orders 100"));

        assertThat(printed.lines().reduce((first, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).startsWith("orders=100 finished=100 "));
    }

    @Test
    @Order(6)
    void aViewOfOnesOwnFollowsItsTables() {
        var look = blocks.take("mysql --loose-skip-ssl -h 127.0.0.1 -P 13306 -u aggregation_reader ");
        var wanted = """
                mysql --skip-ssl -h 127.0.0.1 -P 13306 -u tms -p"$(cat data/secrets/tms)" pd_auth <<'SQL'
                UPDATE pd_core_org SET name = CONCAT(name, ' again');
                SELECT g.id, g.name, (SELECT COUNT(*) FROM pd_oms.pd_order o
                    WHERE CAST(g.id AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin = o.current_agency_id) AS orders
                FROM pd_core_org g ORDER BY orders DESC, g.id LIMIT 5;
                SQL
                """;

        var rows = stack.run(wanted);

        assertThat(rows.lines().toList()).hasSize(6).element(1).asString().matches(".* again\\t[1-9]\\d*");
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stack.run(look)).isEqualTo(rows));
    }

    @Test
    @Order(7)
    void aKeyOfACallerIsMade() throws Exception {
        var keys = folder.resolve("query-api.keys");
        var block = blocks.take("key=$(head -c 24").replace("/etc/pd/query-api.keys", keys.toString());

        var key = stack.run(block).strip();

        var digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        assertThat(key).hasSize(32);
        assertThat(Files.readString(keys)).isEqualTo("shop " + digest + " reader\n");
    }

    @Test
    @Order(8)
    void everyOtherBlockIsKnown() {
        NOT_RUN.keySet().forEach(blocks::take);

        assertThat(blocks.left()).as("blocks that no test runs").isEmpty();
    }

    private static GenericRecord key(String id) {
        var schema = SchemaBuilder.record("Key").fields().requiredString("id").endRecord();
        return new GenericRecordBuilder(schema).set("id", id).build();
    }

    private static Path guide(String name) {
        return Shell.PROJECT.resolve(name);
    }

    /** With the folder of a person's views in this test's. */
    private static String own(String block) {
        return block.replace("~/my-views", folder.resolve("my-views").toString());
    }

    private static Path data() {
        return folder.resolve("data");
    }

    /** Of all fields, with those that they are in. */
    private static List<String> names(JsonNode record) {
        return record.propertyStream()
                .flatMap(field -> Stream.concat(
                        Stream.of(field.getKey()),
                        names(field.getValue()).stream().map(name -> field.getKey() + "." + name)))
                .toList();
    }

    /** Values in a row. */
    private static List<JsonNode> json(String text) {
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
    }
}
