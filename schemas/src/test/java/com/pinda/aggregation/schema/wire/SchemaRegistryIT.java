package com.pinda.aggregation.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.testkit.Registry;
import com.sun.net.httpserver.HttpServer;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaRegistryIT {

    private static Registry server;

    @BeforeAll
    static void startRegistry() {
        server = Registry.start();
    }

    @AfterAll
    static void stopRegistry() {
        server.close();
    }

    @Test
    void aSchemaIsReadBackByTheIdItWasRegisteredUnder() {
        var schema = rowOf("int");

        var id = new SchemaRegistry(server.url()).register("read.back-value", schema);

        assertThat(new SchemaRegistry(server.url()).schema(id)).isEqualTo(schema);
    }

    @Test
    void theSameSchemaKeepsItsId() {
        var first = new SchemaRegistry(server.url()).register("same-value", rowOf("int"));

        var second = new SchemaRegistry(server.url()).register("same-value", rowOf("int"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aColumnThatIsAddedOrDroppedPasses() {
        var registry = new SchemaRegistry(server.url());
        registry.register("columns-value", rowOf("int", "int"));

        var fewer = registry.register("columns-value", rowOf("int"));
        var more = registry.register("columns-value", rowOf("int", "int", "date"));

        assertThat(more).isNotEqualTo(fewer);
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedFromTheSecondVersionOn() {
        var registry = new SchemaRegistry(server.url());
        registry.register("refused-value", rowOf("int"));

        assertThatThrownBy(() -> registry.register("refused-value", rowOf("varchar(20)")))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        e -> assertThat(e.incompatible()).isTrue())
                .hasMessageContaining("refused-value");
    }

    @Test
    void aSubjectThatAPersonRelaxedStaysSoForANewClient() throws Exception {
        new SchemaRegistry(server.url()).register("relaxed-value", rowOf("int"));
        setCompatibility("relaxed-value", "NONE");

        new SchemaRegistry(server.url()).register("relaxed-value", rowOf("varchar(20)"));
        setCompatibility("relaxed-value", "FULL");
        new SchemaRegistry(server.url()).register("relaxed-value", rowOf("varchar(20)", "int"));

        assertThatThrownBy(() -> new SchemaRegistry(server.url()).register("relaxed-value", rowOf("date", "int")))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void aSubjectWithTheRegistrysOwnCompatibilityBecomesStrict() throws Exception {
        new SchemaRegistry(server.url()).register("strict-value", rowOf("int"));
        setCompatibility("strict-value", "BACKWARD");

        new SchemaRegistry(server.url()).register("strict-value", rowOf("int"));

        assertThat(compatibility("strict-value")).contains("FULL_TRANSITIVE");
    }

    private static void setCompatibility(String subject, String level) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/config/" + subject))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"" + level + "\"}"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String compatibility(String subject) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/config/" + subject))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theNewestSchemaOfASubjectIsFound() {
        var registry = new SchemaRegistry(server.url());
        registry.register("newest-value", rowOf("int"));
        registry.register("newest-value", rowOf("int", "date"));

        assertThat(registry.latest("newest-value")).contains(rowOf("int", "date"));
        assertThat(registry.latest("nobody-value")).isEmpty();
    }

    @Test
    void aRegistryThatIsAwayIsNamed() {
        var registry = new SchemaRegistry(URI.create("http://127.0.0.1:1/apis"));

        assertThatThrownBy(() -> registry.register("away-value", rowOf("int")))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("http://127.0.0.1:1/apis");
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsNotWaitedForForEver() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var over = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(over);
        });
        server.start();
        try {
            var half = new SchemaRegistry(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

            assertThatThrownBy(() -> half.schema(1))
                    .isInstanceOf(RegistryException.class)
                    .hasRootCauseMessage("no whole answer within 15 s");
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatTheSerializerWritesTheDeserializerReads() {
        var registry = new SchemaRegistry(server.url());
        var schema = rowOf("decimal(10,2)");
        var amount = new BigDecimal("-12.30");
        var column = schema.getField("c0").schema().getTypes().get(1);
        var record = new GenericRecordBuilder(schema)
                .set("id", 42L)
                .set("c0", new Conversions.DecimalConversion().toBytes(amount, column, column.getLogicalType()))
                .build();

        var bytes = new AvroSerializer(registry, false).serialize("tms.shop.orders", record);
        var read = new AvroDeserializer(registry).deserialize("tms.shop.orders", bytes);

        assertThat(read).isNotNull();
        assertThat(read.get("id")).isEqualTo(42L);
        assertThat(read.get("c0")).isEqualTo(amount);
    }

    @Test
    void aGeneratedClassIsRegisteredWithoutTheJavaClassOfItsStrings() {
        var registry = new SchemaRegistry(server.url());
        var checkpoint = Checkpoint.newBuilder()
                .setDestination("tms")
                .setPosition(1)
                .setFile("mysql-bin.000001")
                .setPos(4)
                .setOrdinal(0)
                .setServerId(1)
                .setCommitTsMs(1)
                .setPublishedTsMs(1)
                .setComplete(true)
                .setChanges(0)
                .setEnds(List.of())
                .build();

        var bytes = new AvroSerializer(registry, false).serialize("tms.checkpoint", checkpoint);

        assertThat(bytes).isNotNull();
        assertThat(registry.schema(WireFormat.schemaId(bytes)).toString()).doesNotContain("avro.java.string");
    }

    private static Schema rowOf(String... types) {
        var columns = new java.util.ArrayList<ColumnDefinition>();
        columns.add(new ColumnDefinition("id", MySqlType.parse("bigint"), true));
        for (int i = 0; i < types.length; i++) {
            columns.add(new ColumnDefinition("c" + i, MySqlType.parse(types[i]), false));
        }
        return TableSchemas.of(new TableDefinition(new TableId("shop", "orders"), columns), "tms")
                .row();
    }
}
