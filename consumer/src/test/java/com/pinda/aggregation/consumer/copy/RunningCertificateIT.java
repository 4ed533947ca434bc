package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Authority;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A consumer that runs while its broker gets another certificate. */
@ExtendWith(OutputCaptureExtension.class)
class RunningCertificateIT {

    @TempDir
    private Path folder;

    private final String prefix = "rc" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Authority ours;
    private SecuredBroker broker;
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        ours = Authority.in(folder, "ours");
        broker = new SecuredBroker(
                ours.sign("127.0.0.1"), Authority.in(folder, "others").sign("127.0.0.1"));
        topics = new Topics(prefix, broker.plain());
        topics.create(orders.topic(), 1);
        target = new Target(prefix);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
        broker.close();
    }

    @Test
    void whileItIsNotTrustedHealthAndLogSayWhyAndThenTheCopyGoesOn(CapturedOutput output) {
        var reason = "waiting for Kafka at " + broker.secured()
                + " with SSL (spring.kafka.bootstrap-servers): its certificate is not trusted: unable to find valid"
                + " certification path to requested target";
        start();
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);

        broker.showSecond();
        topics.publish(orders.insert(2, 2L, "b"));
        Target.await()
                .during(Duration.ofSeconds(25))
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> {
                    assertThat(target.health().getStatus()).isEqualTo(Status.DOWN);
                    assertThat(target.health().getDetails()).containsEntry("kafka", reason);
                });
        assertThat(target.number("SELECT SUM(changes) FROM _copy_progress")).isOne();
        broker.showFirst();

        target.awaitChanges(2);
        target.awaitUp();
        assertThat(output)
                .containsOnlyOnce("nothing is read, tried again every PT10S: " + reason)
                .containsOnlyOnce("Kafka is read again")
                .doesNotContainPattern("retrying in 10000 ms\\R.*\\RCaused by");
    }

    /** The poll that waits for the database is tried again between polls, and one of these is refused. */
    @Test
    void aPollThatWaitedForTheDatabaseWhileItIsNotTrustedIsAppliedLater(CapturedOutput output) {
        start();
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);

        Servers.database().stop();
        try {
            topics.publish(orders.insert(2, 2L, "b"));
            Target.await().untilAsserted(() -> assertThat(output).contains("not applied, trying again: attempt=1"));
            broker.showSecond();
            Target.await().untilAsserted(() -> assertThat(output).contains("Error handler threw an exception"));
            topics.publish(orders.insert(3, 3L, "c"));
        } finally {
            Servers.database().resume();
        }
        broker.showFirst();

        Target.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(target.rows("SELECT id FROM orders ORDER BY id"))
                        .extracting(row -> row.get("id"))
                        .containsExactly(1L, 2L, 3L));
        target.awaitChanges(3);
        target.awaitUp();
    }

    private void start() {
        target.start(
                "cdc.copy.tables=shop.orders",
                "spring.kafka.bootstrap-servers=" + broker.secured(),
                "spring.kafka.security.protocol=SSL",
                "spring.kafka.ssl.bundle=own",
                "spring.ssl.bundle.pem.own.truststore.certificate="
                        + ours.certificate().toUri(),
                "logging.level.com.pinda=INFO");
    }
}
