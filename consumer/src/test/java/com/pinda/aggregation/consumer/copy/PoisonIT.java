package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a record can be bad by. It is parked, and applied once what it was refused by is mended. */
class PoisonIT {

    private static final String TABLES = "cdc.copy.tables=shop.orders,crm.people";

    private final String prefix = "p" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable people = SourceTable.of(prefix, "crm.people", "code varchar(20) key", "age int");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        topics.create(people.topic(), 1);
        topics.publish(orders.insert(1, 1L, "a"));
        target.start(TABLES);
        target.awaitChanges(1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aValueThatIsNoAvroIsParkedUntilAPersonDropsIt() {
        topics.publishRaw(orders.topic(), topics.keyOf(orders.insert(2, 2L, "b")), "no avro".getBytes(UTF_8));
        topics.publish(orders.insert(3, 3L, "c"), orders.insert(4, 2L, "d"), people.insert(5, "p", 1));

        target.awaitParkedBecause("not a record in Confluent's wire format");
        awaitPeople(1);
        awaitNames("a", "c");
        target.stop();
        target.start(TABLES);
        topics.publish(orders.insert(6, 4L, "e"));
        awaitNames("a", "c", "e");
        assertThat(target.parked()).containsExactly("2 bad", "5 behind");

        alter("UPDATE _parked SET dropped_because = 'written by mistake' WHERE record_offset = 2");
        awaitNames("a", "d", "c", "e");
        target.awaitParked();
        target.awaitUp();
    }

    @Test
    void aRecordWhoseSchemaTheRegistryDoesNotKnowIsParkedUntilItDoes() throws IOException {
        var wide = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "note text");
        var registry = new SchemaRegistry(Servers.registry().url());
        var fresh = SchemaBuilder.record("R" + prefix).fields().endRecord();
        topics.publish(people.insert(2, "p", 1));
        var next = registry.register(prefix + "-any", fresh) + 1;
        var event = wide.insert(3, 2L, "b", "n");
        topics.publishRaw(orders.topic(), topics.keyOf(event), written(event.value(1), next));
        topics.publish(people.insert(4, "q", 1));

        target.awaitParkedBecause("cannot read schema " + next);
        awaitPeople(2);
        assertThat(names()).containsExactly("a");

        assertThat(registry.register(orders.topic() + "-value", wide.schemas().envelope()))
                .isEqualTo(next);
        await().untilAsserted(() -> assertThat(target.rows("SELECT note FROM orders WHERE id = 2"))
                .extracting(row -> row.get("note"))
                .containsExactly("n"));
        target.awaitUp();
    }

    @Test
    void aRecordWhoseSchemaIsNoEnvelopeIsParked() throws IOException {
        var registry = new SchemaRegistry(Servers.registry().url());
        var schema =
                SchemaBuilder.record("R" + prefix).fields().requiredInt("after").endRecord();
        var id = registry.register(prefix + "-any", schema);
        var value = new org.apache.avro.generic.GenericData.Record(schema);
        value.put("after", 1);
        topics.publishRaw(orders.topic(), topics.keyOf(orders.insert(2, 2L, "b")), written(value, id));
        topics.publish(people.insert(3, "p", 1), orders.insert(4, 3L, "c"));

        target.awaitParkedBecause("not an envelope");
        awaitPeople(1);
        awaitNames("a", "c");
    }

    @Test
    void aRowThatACheckRefusesIsParkedUntilTheCheckIsGone() {
        alter("ALTER TABLE orders ADD CONSTRAINT short CHECK (CHAR_LENGTH(name) < 3)");
        topics.publish(orders.insert(2, 2L, "b"), orders.insert(3, 3L, "long"), orders.insert(4, 4L, "d"));
        topics.publish(people.insert(5, "p", 1));

        target.awaitParkedBecause("CONSTRAINT `short` failed");
        awaitPeople(1);
        awaitNames("a", "b", "d");

        alter("ALTER TABLE orders DROP CONSTRAINT short");
        target.awaitChanges(5);
        assertThat(names()).containsExactly("a", "b", "long", "d");
    }

    @Test
    void aRowThatIsLargerThanThePacketsOfTheDatabaseStopsItsPartitionOnlyUntilTheyAreLarger() {
        var letters = SourceTable.of(prefix, "crm.letters", "id bigint key", "text blob");
        topics.create(letters.topic(), 1);
        target.stop();
        var url = "spring.datasource.url=" + Servers.database().url(target.name());
        target.start("cdc.copy.tables=crm.letters,crm.people", url + "&maxAllowedPacket=100000");
        topics.publish(letters.insert(2, 1L, new byte[60_000]), letters.insert(3, 2L, new byte[10]));
        topics.publish(people.insert(4, "p", 1));

        target.awaitStopped(letters.topic() + "-0", "it cannot be parked, Packet for query is too large");
        awaitPeople(1);

        target.stop();
        target.start("cdc.copy.tables=crm.letters,crm.people");
        target.awaitChanges(4);
        assertThat(target.rows("SELECT id, LENGTH(text) AS bytes FROM letters ORDER BY id"))
                .isEqualTo(List.of(Map.of("id", 1L, "bytes", 60_000), Map.of("id", 2L, "bytes", 10)));
    }

    @Test
    void aRowThatCollidesInAUniqueIndexIsParkedUntilTheIndexIsGone() {
        alter("ALTER TABLE orders ADD UNIQUE KEY own (name)");
        topics.publish(orders.insert(2, 2L, "b"), orders.insert(3, 3L, "a"), people.insert(4, "p", 1));

        target.awaitParkedBecause("unique index");
        awaitPeople(1);
        awaitNames("a", "b");

        alter("ALTER TABLE orders DROP KEY own");
        target.awaitChanges(4);
        assertThat(target.rows("SELECT CONCAT(id, name, _position) AS r FROM orders ORDER BY id"))
                .extracting(row -> row.get("r"))
                .containsExactly("1a1", "2b2", "3a3");
    }

    @Test
    void aRowWithATextKeyThatCollidesInAUniqueIndexIsParkedToo() {
        topics.publish(people.insert(2, "p", 1));
        target.awaitChanges(2);
        alter("ALTER TABLE people ADD UNIQUE KEY own (age)");
        topics.publish(people.insert(3, "P", 1), people.insert(4, "q", 1), orders.insert(5, 2L, "b"));

        target.awaitParkedBecause("unique index");
        await().untilAsserted(() -> assertThat(names()).containsExactly("a", "b"));

        alter("ALTER TABLE people DROP KEY own");
        await().untilAsserted(() -> assertThat(target.rows("SELECT CONCAT(code, age) AS r FROM people ORDER BY code"))
                .extracting(row -> row.get("r"))
                .containsExactly("P1", "p1", "q1"));
        target.awaitUp();
    }

    @Test
    void aDeleteThatAForeignKeyRefusesIsParkedUntilNothingRefersToTheRow() {
        alter("CREATE TABLE invoice (order_id BIGINT NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id))");
        alter("INSERT INTO invoice VALUES (1)");
        topics.publish(orders.insert(2, 2L, "b"));
        topics.publish(orders.delete(3, 1L, "a"), people.insert(4, "p", 1));

        target.awaitParkedBecause("a foreign key constraint fails");
        awaitPeople(1);
        awaitNames("a", "b");

        alter("DELETE FROM invoice");
        await().untilAsserted(() -> assertThat(names()).containsExactly("b"));
        target.awaitUp();
    }

    private static byte[] written(GenericRecord value, int schemaId) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(new byte[WireFormat.HEADER_BYTES]);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, schemaId);
        return bytes;
    }

    private void alter(String sql) {
        target.jdbc().sql(sql).update();
    }

    private void awaitPeople(long rows) {
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM people")).isEqualTo(rows));
    }

    private void awaitNames(String... names) {
        await().untilAsserted(() -> assertThat(names()).containsExactly(names));
    }

    private List<String> names() {
        return target.jdbc()
                .sql("SELECT name FROM orders ORDER BY id")
                .query(String.class)
                .list();
    }
}
