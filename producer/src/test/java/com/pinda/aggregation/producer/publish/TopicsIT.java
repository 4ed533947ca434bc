package com.pinda.aggregation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.schema.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What becomes of the settings of topics, at a real broker. */
class TopicsIT {

    private static final String DAY = "86400000";
    private static final String WEEK = Long.toString(7 * 86_400_000L);

    private static EmbeddedKafkaKraftBroker broker;
    private static Admin admin;

    private String topic = "";

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of("auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.destroy();
    }

    @BeforeEach
    void nameTopic(TestInfo test) {
        topic = "tms.shop." + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void aTablesTopicIsCompactedBetweenOneAndTwoWeeks() throws Exception {
        topics().ensureTables(List.of(topic));

        awaitSettings(Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                WEEK,
                "max.compaction.lag.ms",
                Long.toString(14 * 86_400_000L),
                "delete.retention.ms",
                WEEK));
    }

    @Test
    void checkpointsOfAnEarlierProducerAreKeptFromNowOn() throws Exception {
        var names = new TopicNames("early");
        topic = names.checkpoint();
        create(Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(30 * 86_400_000L)));

        topics().ensureFixed(names);

        awaitSettings(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", Long.toString(30 * 86_400_000L)));
    }

    @Test
    void beginsAndEndsOfTransactionsAreKeptAsLongAsCheckpoints() throws Exception {
        var names = new TopicNames("marked");
        topic = names.transaction();

        topics().ensureFixed(names);

        awaitSettings(Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(30 * 86_400_000L)));
    }

    @Test
    void thereIsNoTransactionTopicWhereNobodyWantsIt() throws Exception {
        var names = new TopicNames("unmarked");

        topics("cdc.publish.transaction-metadata=false").ensureFixed(names);

        await().untilAsserted(() -> assertThat(admin.listTopics().names().get())
                .contains(names.checkpoint(), names.heartbeat())
                .doesNotContain(names.transaction()));
    }

    @Test
    void aTopicThatMayHoldRecordsWithoutKeyIsNotCompacted() throws Exception {
        create(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));

        assertThatThrownBy(() -> topics().ensureTable(topic, true))
                .isInstanceOf(WrongTopicException.class)
                .hasMessageContaining("topic " + topic + " has cleanup.policy=delete, but compact is declared")
                .hasMessageContaining("publish under another prefix");
    }

    @Test
    void aSettingThatKeepsMoreThanDeclaredIsLeftToAPerson() throws Exception {
        create(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", Long.toString(20 * 86_400_000L)));

        assertThatThrownBy(() -> topics().ensureTables(List.of(topic)))
                .isInstanceOf(WrongTopicException.class)
                .hasMessageContaining("min.compaction.lag.ms=" + 20 * 86_400_000L + ", but " + WEEK)
                .hasMessageContaining("--entity-name " + topic + " --add-config min.compaction.lag.ms=" + WEEK);
    }

    @Test
    void aSettingWhoseChangeLosesNothingIsCorrected() throws Exception {
        create(Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                DAY,
                "max.message.bytes",
                "100000",
                "delete.retention.ms",
                DAY));

        topics().ensureTables(List.of(topic));

        awaitSettings(Map.of(
                "min.compaction.lag.ms",
                WEEK,
                "delete.retention.ms",
                WEEK,
                "max.message.bytes",
                Integer.toString(8 << 20)));
    }

    @Test
    void aTopicThatTakesLargerRecordsIsLeftAsItIs() throws Exception {
        create(Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                WEEK,
                "max.message.bytes",
                Integer.toString(16 << 20)));

        topics().ensureTables(List.of(topic));

        awaitSettings(Map.of("max.message.bytes", Integer.toString(16 << 20)));
    }

    @Test
    void aNamedTableWithoutKeyKeepsItsRecordsForEver() throws Exception {
        var first = topics();
        first.ensureTables(List.of(topic));
        first.ensureTable(topic, false);
        var second = topics();
        second.ensureTables(List.of(topic));
        second.ensureTable(topic, false);

        awaitSettings(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));
    }

    @Test
    void aTopicWithKeysStaysCompactedWhenItsTableHasNoneAnyMore() throws Exception {
        var topics = topics();
        topics.ensureTable(topic, true);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", "value")).get();
        }

        assertThatThrownBy(() -> topics.ensureTable(topic, false))
                .isInstanceOf(WrongTopicException.class)
                .hasMessageContaining(topic)
                .hasMessageContaining("cdc.capture.keys");
        awaitSettings(Map.of("cleanup.policy", "compact"));
    }

    private static Topics topics(String... settings) {
        var source = new MapConfigurationPropertySource();
        source.put("cdc.publish.partitions", "2");
        for (var setting : settings) {
            var parts = setting.split("=", 2);
            source.put(parts[0], parts[1]);
        }
        var properties =
                new Binder(source).bind("cdc.publish", PublishProperties.class).get();
        return new Topics(() -> admin, properties);
    }

    private void create(Map<String, String> settings) throws Exception {
        var partitions = topic.endsWith("checkpoint") ? 1 : 2;
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                .all()
                .get();
        settings();
    }

    /** A broker shows what was changed only after a moment. */
    private void awaitSettings(Map<String, String> expected) {
        await().untilAsserted(() -> assertThat(settings()).containsAllEntriesOf(expected));
    }

    /** A broker that created a topic may not know it for a moment. */
    private Map<String, String> settings() {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var configs = await().ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                .until(() -> admin.describeConfigs(List.of(resource)).all().get(), found -> !found.isEmpty());
        return configs.values().stream()
                .flatMap(config -> config.entries().stream())
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
