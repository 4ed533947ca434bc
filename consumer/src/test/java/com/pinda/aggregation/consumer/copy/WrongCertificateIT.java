package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.Certificates;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A consumer whose servers speak TLS: with a certificate of an unknown authority, with another host's, with a good one.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongCertificateIT {

    private static final String UNTRUSTED =
            "its certificate is not trusted: unable to find valid certification path to requested target";
    private static final String OTHER_HOST =
            "its certificate is another host's: No subject alternative names matching IP address 127.0.0.1 found";

    @TempDir
    private static Path folder;

    private static Target target;
    private static Certificates certificates;
    private static Database database;

    @BeforeAll
    static void prepare() {
        target = new Target("certificate");
        certificates = Certificates.in(folder);
        database = Database.start(certificates.elsewhere().options());
    }

    @AfterAll
    static void stop() {
        database.close();
        target.close();
    }

    @Test
    void oneLineNamesTheDatabaseWhoseAuthorityIsUnknown(CapturedOutput output) throws Exception {
        assertWaits(
                output,
                databaseLine("its certificate is not trusted: "),
                databaseSettings("VERIFY_CA", certificates.others()));
    }

    @Test
    void oneLineNamesTheDatabaseThatShowsAnotherHostsCertificate(CapturedOutput output) throws Exception {
        assertWaits(
                output,
                databaseLine("its certificate is another host's: "),
                databaseSettings("VERIFY_IDENTITY", certificates.ours()));
    }

    private static String databaseLine(String fault) {
        return "waiting for the database jdbc:mysql://127.0.0.1:" + database.port()
                + "/copies as root (spring.datasource.url, .username, .password): " + fault;
    }

    private static String[] databaseSettings(String mode, Authority trusted) {
        return new String[] {
            "spring.datasource.url=jdbc:mysql://127.0.0.1:" + database.port() + "/copies?connectTimeout=2000&sslMode="
                    + mode + trusted.parameters(),
            "spring.datasource.hikari.connection-timeout=2000"
        };
    }

    @Test
    void oneLineNamesTheBrokersWhoseAuthorityIsUnknown(CapturedOutput output) throws Exception {
        try (var link = Link.inTls(brokerPort(), certificates.good())) {
            assertWaits(output, brokerLine(link, UNTRUSTED), brokerSettings(link, certificates.others()));
        }
    }

    @Test
    void oneLineNamesTheBrokersThatShowAnotherHostsCertificate(CapturedOutput output) throws Exception {
        try (var link = Link.inTls(brokerPort(), certificates.elsewhere())) {
            assertWaits(output, brokerLine(link, OTHER_HOST), brokerSettings(link, certificates.ours()));
        }
    }

    private static int brokerPort() {
        return Integer.parseInt(Servers.brokers().replaceAll(".*:", ""));
    }

    private static String brokerLine(Link link, String fault) {
        return "waiting for Kafka at 127.0.0.1:" + link.port() + " with SSL (spring.kafka.bootstrap-servers): " + fault;
    }

    private static String[] brokerSettings(Link link, Authority trusted) {
        return new String[] {
            "spring.kafka.bootstrap-servers=127.0.0.1:" + link.port(),
            "spring.kafka.security.protocol=SSL",
            "spring.kafka.ssl.bundle=own",
            trusted.bundle()
        };
    }

    /** No bundle is named; the JVM's words depend on whether its own store is empty. */
    @Test
    void oneLineNamesTheRegistryWhoseAuthorityTheJvmDoesNotKnow(CapturedOutput output) throws Exception {
        try (var link = registry(certificates.good())) {
            assertWaits(
                    output, registryLine(link, "its certificate is not trusted: "), "cdc.registry.url=" + url(link));
        }
    }

    @Test
    void oneLineNamesTheRegistryThatShowsAnotherHostsCertificate(CapturedOutput output) throws Exception {
        try (var link = registry(certificates.elsewhere())) {
            assertWaits(output, registryLine(link, OTHER_HOST), registrySettings(link));
        }
    }

    @Test
    void aRegistryWhoseAuthorityIsInTheBundleIsUsed() {
        var orders = SourceTable.of("certificate", "shop.orders", "id bigint key", "name varchar(20)");
        try (var link = registry(certificates.good());
                var topics = new Topics("certificate")) {
            topics.create(orders.topic(), 1);
            var settings = registrySettings(link);
            target.start("cdc.copy.tables=shop.orders", settings[0], settings[1], settings[2]);

            topics.publish(orders.insert(1, 1L, "a"));

            target.awaitChanges(1);
            target.stop();
        }
    }

    private static Link registry(ServerCertificate certificate) {
        return Link.inTls(Servers.registry().url().getPort(), certificate);
    }

    private static String url(Link link) {
        return "https://127.0.0.1:" + link.port() + Servers.registry().url().getPath();
    }

    private static String registryLine(Link link, String fault) {
        return "waiting for the registry (cdc.registry.url, .ssl-bundle), cannot read the newest schema of"
                + " certificate.shop.orders-value at " + url(link) + ": " + fault;
    }

    private static String[] registrySettings(Link link) {
        return new String[] {
            "cdc.registry.url=" + url(link),
            "cdc.registry.ssl-bundle=own",
            certificates.ours().bundle()
        };
    }

    private static void assertWaits(CapturedOutput output, String line, String... settings)
            throws IOException, InterruptedException {
        var asDeployed = Stream.concat(Stream.of("logging.level.org.apache.kafka.clients=WARN"), Stream.of(settings));
        try (var application = new StartingConsumer(target, asDeployed.toArray(String[]::new))) {
            Target.await().untilAsserted(() -> assertThat(application.reason()).startsWith(line));
            assertThat(application.readiness()).contains(line);
            assertThat(output.getAll())
                    .contains("cannot start yet, trying again: " + line)
                    .doesNotContain("\tat ", Authority.PASSWORD);
        }
    }
}
