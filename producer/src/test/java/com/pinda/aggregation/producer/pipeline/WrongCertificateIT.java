package com.pinda.aggregation.producer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Certificates;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.Registry;
import com.pinda.aggregation.testkit.ServerCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A producer whose servers speak TLS: with a certificate of an unknown authority, with another host's, with a good one.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongCertificateIT {

    private static final String UNTRUSTED =
            "its certificate is not trusted: unable to find valid certification path to requested target";
    private static final String OTHER_HOST =
            "its certificate is another host's: No subject alternative names matching IP address 127.0.0.1 found";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static EmbeddedKafkaKraftBroker broker;
    private static Registry registry;
    private static Database database;
    private static Canal canal;

    @BeforeAll
    static void start() {
        certificates = Certificates.in(folder);
        broker = StartingProducer.broker();
        registry = Registry.start();
        database = Database.start();
        database.execute("CREATE DATABASE shop", "CREATE TABLE shop.orders (id int PRIMARY KEY)");
        canal = Canal.start(database, folder, "shop\\..*");
    }

    @AfterAll
    static void stop() {
        canal.close();
        database.close();
        registry.close();
        broker.destroy();
    }

    @Test
    void oneLineNamesTheBrokersWhoseAuthorityIsUnknown(CapturedOutput output) {
        try (var link = brokerShowing(certificates.good());
                var producer = ofBroker(link, certificates.others())) {
            producer.assertSaid(output, brokerLine(link, UNTRUSTED));
        }
    }

    @Test
    void oneLineNamesTheBrokersThatShowAnotherHostsCertificate(CapturedOutput output) {
        try (var link = brokerShowing(certificates.elsewhere());
                var producer = ofBroker(link, certificates.ours())) {
            producer.assertSaid(output, brokerLine(link, OTHER_HOST));
        }
    }

    private static Link brokerShowing(ServerCertificate certificate) {
        return Link.inTls(Integer.parseInt(broker.getBrokersAsString().replaceAll(".*:", "")), certificate);
    }

    private static StartingProducer ofBroker(Link link, Authority trusted) {
        return new StartingProducer(
                "spring.kafka.bootstrap-servers=127.0.0.1:" + link.port(),
                "spring.kafka.security.protocol=SSL",
                "spring.kafka.ssl.bundle=own",
                trusted.bundle());
    }

    private static String brokerLine(Link link, String fault) {
        return "waiting for Kafka at 127.0.0.1:" + link.port() + " with SSL (spring.kafka.bootstrap-servers): " + fault;
    }

    @Test
    void oneLineNamesTheRegistryWhoseAuthorityIsUnknown(CapturedOutput output) {
        try (var link = registryShowing(certificates.good());
                var producer = ofRegistry(link, "unknown", certificates.others())) {
            assertSaid(producer, output, link, UNTRUSTED);
        }
    }

    @Test
    void oneLineNamesTheRegistryThatShowsAnotherHostsCertificate(CapturedOutput output) {
        try (var link = registryShowing(certificates.elsewhere());
                var producer = ofRegistry(link, "other", certificates.ours())) {
            assertSaid(producer, output, link, OTHER_HOST);
        }
    }

    @Test
    void aRegistryWhoseAuthorityIsInTheBundleIsUsedAndIsNamedWhereItIsNotAnyMore(CapturedOutput output) {
        try (var link = registryShowing(certificates.good())) {
            try (var producer = ofRegistry(link, "good", certificates.ours())) {
                var plain = new SchemaRegistry(registry.url());
                await().atMost(StartingProducer.PATIENCE).untilAsserted(() -> {
                    assertThat(plain.latest("good.shop.orders-value")).isPresent();
                    assertThat(producer.reason()).isEqualTo("null");
                });
            }

            try (var producer = ofRegistry(link, "good", certificates.others())) {
                assertSaid(producer, output, link, UNTRUSTED);
            }
        }
    }

    private static Link registryShowing(ServerCertificate certificate) {
        return Link.inTls(registry.url().getPort(), certificate);
    }

    private static StartingProducer ofRegistry(Link link, String prefix, Authority trusted) {
        database.execute("INSERT INTO shop.orders SELECT COUNT(*) FROM shop.orders");
        return new StartingProducer(
                "spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "cdc.capture.address=" + canal.address(),
                "cdc.publish.topic-prefix=" + prefix,
                "cdc.registry.url=" + url(link),
                "cdc.registry.ssl-bundle=own",
                trusted.bundle());
    }

    /** What it is asked for first depends on what was published. */
    private static void assertSaid(StartingProducer producer, CapturedOutput output, Link link, String fault) {
        await().atMost(StartingProducer.PATIENCE)
                .untilAsserted(() -> assertThat(producer.reason()).endsWith(" at " + url(link) + ": " + fault));
        assertThat(producer.reason())
                .startsWith("waiting for the registry (cdc.registry.url, .ssl-bundle), cannot read ");
        producer.assertSaid(output, producer.reason());
    }

    private static String url(Link link) {
        return "https://127.0.0.1:" + link.port() + registry.url().getPath();
    }
}
