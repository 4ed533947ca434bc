package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.ConsumerApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of copies, and consumers that fill it. */
public final class Target implements AutoCloseable {

    private final String name;
    private final String prefix;
    private final List<ConfigurableApplicationContext> consumers = new ArrayList<>();

    public Target(String prefix) {
        this.prefix = prefix;
        this.name = "copies_" + prefix;
        Servers.database().execute("CREATE DATABASE " + name);
    }

    /** Starts the application; {@code properties} are {@code key=value}. */
    public ConfigurableApplicationContext start(String... properties) {
        var application = new SpringApplicationBuilder(ConsumerApplication.class).run(arguments(properties));
        consumers.add(application);
        return application;
    }

    String[] arguments(String... properties) {
        return Stream.concat(
                        Stream.of(
                                        "server.port=0",
                                        "spring.main.banner-mode=off",
                                        "logging.level.root=WARN",
                                        "spring.datasource.url="
                                                + Servers.database().url(name),
                                        "spring.datasource.username=root",
                                        "spring.datasource.password=",
                                        "spring.kafka.bootstrap-servers=" + Servers.brokers(),
                                        "spring.kafka.consumer.properties.metadata.max.age.ms=500",
                                        "cdc.registry.url=" + Servers.registry().url(),
                                        "cdc.copy.topic-prefix=" + prefix,
                                        "cdc.copy.bad-change-retry=1s")
                                .filter(usual -> Stream.of(properties)
                                        .noneMatch(own -> own.startsWith(usual.substring(0, usual.indexOf('=') + 1)))),
                        Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
    }

    /** Has the group of the copies begin at the first record of each partition again; no consumer may run. */
    public void readAgain() {
        readAgain("-copy");
    }

    public void readAgain(String groupSuffix) {
        setBack(groupSuffix, offset -> 0L);
    }

    /** Has the group of the copies read on from other offsets, of those that it has committed; no consumer may run. */
    void setBack(LongUnaryOperator offsets) {
        setBack("-copy", offsets);
    }

    private void setBack(String groupSuffix, LongUnaryOperator offsets) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Servers.brokers()))) {
            var group = prefix + groupSuffix;
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            committed.replaceAll((partition, offset) -> new OffsetAndMetadata(offsets.applyAsLong(offset.offset())));
            admin.alterConsumerGroupOffsets(group, committed).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many changes were applied. */
    public void awaitChanges(long changes) {
        await().untilAsserted(() ->
                assertThat(number("SELECT SUM(changes) FROM _copy_progress")).isEqualTo(changes));
    }

    /** Waits until the last consumer's health tells, of a partition, a reason with these words. */
    void awaitStopped(String partition, String reason) {
        await().untilAsserted(() ->
                assertThat(health().getDetails().get(partition)).asString().contains(reason));
    }

    /** The records that are parked, each as {@code offset state}, in the order of topics, partitions and offsets. */
    List<String> parked() {
        return jdbc().sql("SELECT CONCAT(record_offset, ' ', state) FROM _parked WHERE state <> 'released'"
                        + " ORDER BY topic, partition_id, record_offset")
                .query(String.class)
                .list();
    }

    void awaitParked(String... records) {
        await().untilAsserted(() -> assertThat(parked()).containsExactly(records));
    }

    /** Waits until a record is parked with these words as its cause. */
    void awaitParkedBecause(String cause) {
        await().untilAsserted(() -> assertThat(jdbc().sql("SELECT cause FROM _parked WHERE state = 'bad'")
                        .query(String.class)
                        .list())
                .anySatisfy(each -> assertThat(each).contains(cause)));
    }

    void awaitUp() {
        await().untilAsserted(() ->
                assertThat(health().getStatus()).as("%s", health()).isEqualTo(Status.UP));
    }

    Health health() {
        return consumers.get(consumers.size() - 1).getBean(CopyHealth.class).health();
    }

    public void stop() {
        consumers.forEach(ConfigurableApplicationContext::close);
        consumers.clear();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(Servers.database().url(name), "root", ""));
    }

    String name() {
        return name;
    }

    public List<Map<String, Object>> rows(String sql) {
        return jdbc().sql(sql).query().listOfRows();
    }

    public long number(String sql) {
        return jdbc().sql(sql).query(Long.class).single();
    }

    public static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions();
    }

    @Override
    public void close() {
        stop();
        Servers.database().execute("DROP DATABASE " + name);
    }
}
