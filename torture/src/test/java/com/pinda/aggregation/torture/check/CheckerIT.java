package com.pinda.aggregation.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.torture.check.Violation.Kind;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.RigOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker between a real source, its topics and its copies, as all programs of the path made them. */
class CheckerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final List<CheckedTable> TABLES = List.of(
            CheckedTable.of("shop.orders"),
            CheckedTable.of("shop.lines"),
            CheckedTable.of("shop.kinds"),
            CheckedTable.of("rig.mark"));

    private static final String[] CREATE = {
        "CREATE TABLE shop.orders (id bigint NOT NULL PRIMARY KEY, name varchar(60), amount decimal(12,2), at datetime(3))",
        "CREATE TABLE shop.lines (order_id bigint NOT NULL, code varchar(20) NOT NULL, n int, PRIMARY KEY (order_id, code))",
        """
        CREATE TABLE shop.kinds (id int unsigned NOT NULL PRIMARY KEY, a tinyint, b smallint unsigned, c mediumint,
          d bigint unsigned, e decimal(20,5), f float, g double, h bit(1), i bit(12), j char(5), k varchar(40) CHARACTER SET
          latin1, l text, m binary(6), n varbinary(20), o blob, p date, q time(2), r datetime(6), s timestamp(3) NULL, t year,
          u enum('x','y z'), v set('p','q','r'), w mediumint unsigned, x time)
        """,
        """
        INSERT INTO shop.kinds VALUES (4294967295, -128, 65535, -8388608, 18446744073709551615, -12345.60000, 1.1, 1e-300,
          b'1', b'101000000001', 'ab', 'Größe €', '中文 😀', 'ab', x'00ff00', x'0001', '2026-03-02', '23:59:59.99',
          '1000-01-01 00:00:00.000001', '2026-03-02 09:00:00.123', 2026, 'y z', 'p,r', 16777215, '12:00:00'),
          (2, 127, 0, 8388607, 0, 0, -0.5, 0, b'0', b'0', '', '', '', '', '', '', '9999-12-31', '00:00:00',
          '9999-12-31 23:59:59.999999', '1970-01-01 00:00:01', 1901, 'x', '', 0, '-01:02:03'),
          (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
          NULL, NULL, NULL, NULL, NULL, NULL)
        """,
    };

    private Rig rig;
    private Checker checker;

    @BeforeEach
    void write() throws SQLException {
        rig = Rig.start(RigOptions.of("shop.orders", "shop.lines", "shop.kinds"));
        rig.source().execute(CREATE);
        checker = Checker.of(
                new Server("127.0.0.1", rig.source().port(), Database.USER, Database.PASSWORD),
                new Kafka(rig.bootstrapServers()),
                rig.registryUrl(),
                new Target(new Server("127.0.0.1", rig.target().port(), Database.USER, Database.PASSWORD)),
                TABLES);
        try (var connection = rig.source().connect("shop");
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders SELECT seq, CONCAT('n', seq), seq / 4, now(3) FROM seq_1_to_500");
            connection.setAutoCommit(false);
            for (int i = 1; i <= 100; i++) {
                statement.execute("UPDATE orders SET amount = amount + 0.01 WHERE id BETWEEN " + i + " AND " + (i + 5));
                statement.execute("INSERT INTO `lines` VALUES (" + i + ", 'a', 1), (" + i + ", 'B', 2)");
                statement.execute("SAVEPOINT s");
                statement.execute("DELETE FROM orders WHERE id = " + (i + 200));
                if (i % 3 == 0) {
                    statement.execute("ROLLBACK TO SAVEPOINT s");
                }
                if (i % 10 == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
            statement.execute("UPDATE `lines` SET code = 'c' WHERE code = 'a' AND order_id < 20");
            statement.execute("UPDATE orders SET id = id + 10000 WHERE id > 450");
            connection.commit();
        }
        rig.awaitQuiet(PATIENCE);
    }

    @AfterEach
    void close() {
        checker.close();
        rig.close();
    }

    @Test
    void nothingIsFoundInWhatThePathMadeAndEachSpoiltCopyAndTopicIs() throws Exception {
        assertThat(checker.check()).isEmpty();

        rig.source()
                .execute(
                        "UPDATE shop.orders SET name = 'second round' WHERE id < 30",
                        "UPDATE shop.kinds SET l = 'other', e = 1, id = 7 WHERE id = 2",
                        "DELETE FROM shop.kinds WHERE id = 3");
        rig.awaitQuiet(PATIENCE);
        assertThat(checker.check()).isEmpty();

        rig.target()
                .execute(
                        "DELETE FROM pd_aggregation.orders WHERE id = 5",
                        "UPDATE pd_aggregation.orders SET amount = amount + 0.01 WHERE id = 6",
                        "INSERT INTO pd_aggregation.`lines` VALUES (77777, 'x', 1, 1)",
                        "UPDATE pd_aggregation.orders SET name = 'n7' WHERE id = 7",
                        "UPDATE pd_aggregation.kinds SET k = 'größe €' WHERE id = 4294967295");
        var found = checker.check();

        assertThat(found).hasSize(5);
        assertTold(found, Kind.COPY_MISSING, "shop.orders id=5 is not in the copy");
        assertTold(found, Kind.COPY_VALUE, "shop.orders id=6: column amount is ");
        assertTold(found, Kind.COPY_SURPLUS, "shop.lines order_id=77777, code='x' is in the copy");
        assertTold(found, Kind.COPY_VALUE, "shop.orders id=7: column name is 'second round' in the source and 'n7'");
        assertTold(found, Kind.COPY_VALUE, "column k is 'Größe €' in the source and 'größe €' in the copy");

        repeatTheLastRecord("tms.shop.orders", 0);
        var twice = checker.check();

        assertTold(twice, Kind.NOT_COMMITTED, "shop.orders id=");
        assertTold(twice, Kind.CHECKPOINT, "is in no checkpoint's batch");
        assertTold(twice, Kind.CHAIN, "shop.orders id=");
    }

    private static void assertTold(List<Violation> violations, Kind kind, String words) {
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.kind()).isEqualTo(kind);
            assertThat(violation.sentence()).contains(words);
        });
    }

    private void repeatTheLastRecord(String topic, int partition) throws Exception {
        var last = last(new TopicPartition(topic, partition));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", rig.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, last.key(), last.value(), last.headers()))
                    .get();
        }
    }

    private ConsumerRecord<byte[], byte[]> last(TopicPartition partition) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", rig.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            ConsumerRecord<byte[], byte[]> last = null;
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    last = record;
                }
            }
            assertThat(last).isNotNull();
            return last;
        }
    }
}
