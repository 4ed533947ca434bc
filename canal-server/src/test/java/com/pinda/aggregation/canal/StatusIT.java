package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the HTTP port are answered whoever else asks, and however the source is. */
class StatusIT {

    private static Database db;

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeAll
    static void startDatabase() {
        db = Sources.start();
        db.execute("CREATE OR REPLACE DATABASE shop", "CREATE TABLE shop.t (a INT PRIMARY KEY)");
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void settings() {
        settings = Sources.settings(db, folder);
    }

    @Test
    void aClientThatDoesNotEndItsRequestKeepsNobodyElseWaiting() throws IOException {
        try (var server = ServerProcess.start(settings).awaitUp();
                var idler = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            idler.getOutputStream().write("GET /status HTTP/1.1\r\nHost:".getBytes(StandardCharsets.US_ASCII));
            idler.getOutputStream().flush();

            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(60)).until(() -> server.health() == 200);
        }
    }

    @Test
    void aSourceThatClosesEachConnectionAtOnceIsToldInHealthAndLosesNothing() {
        try (var link = Link.to(db.port());
                var server = ServerProcess.start(
                                Sources.with(settings, "CANAL_SOURCE_PORT", Integer.toString(link.port())))
                        .awaitUp();
                var client = Client.connect(server.port())) {
            link.refuse();
            link.cut();

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(server.health()).isEqualTo(503);
                assertThat(server.status().getString("state")).isEqualTo("reconnecting");
                assertThat(link.refused()).isGreaterThan(5);
            });
            db.execute("INSERT INTO shop.t VALUES (1)");
            link.accept();
            server.awaitUp();
            client.read(1, true);

            assertThat(client.rows()).containsExactly("INSERT t a=1");
        }
    }
}
