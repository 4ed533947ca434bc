package com.pinda.aggregation.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.testkit.Canal;
import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A binlog that begins anew while canal-server forgets the old one: nobody but the last checkpoint knows. */
class ABinlogThatWasResetIsRefusedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path before;

    @TempDir
    private Path after;

    @Test
    void itsChangesAreNotTakenForThoseThatStoodAtTheirPlace() {
        try (var stack = ProducerStack.start(before);
                var database = Database.start()) {
            database.execute(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.t (id int PRIMARY KEY, name varchar(300))",
                    "INSERT INTO shop.t SELECT seq, repeat('x', 300) FROM shop.seq_1_to_1000");
            try (var canal = Canal.start(database, before, "shop\\..*")) {
                var port = JavaProcess.freePort();
                var producer = stack.launch("tms", canal, port).awaitHealthy(ProducerStack.health(port));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(stack.published().count("tms.shop.t"))
                                .isEqualTo(1000));
                producer.kill();
            }

            database.execute("RESET MASTER", "INSERT INTO shop.t VALUES (1001, 'of the new binlog')");
            try (var canal = Canal.start(database, after, "shop\\..*")) {
                var port = JavaProcess.freePort();
                stack.launch("tms", canal, port);

                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(ProducerStack.page(port, "health"))
                                .contains("The source's binlog was reset")
                                .contains("cdc.capture.epoch=1"));
                assertThat(stack.published().count("tms.shop.t")).isEqualTo(1000);
            }
        }
    }
}
