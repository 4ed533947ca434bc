package com.pinda.aggregation.canal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alibaba.otter.canal.client.impl.SimpleCanalConnector;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.Message;
import com.alibaba.otter.canal.protocol.exception.CanalClientException;
import com.pinda.aggregation.testkit.Database;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverIT {

    private static Database db;

    @TempDir
    private Path folder;

    private ServerProcess server;
    private SimpleCanalConnector older;
    private SimpleCanalConnector newer;

    @BeforeAll
    static void startDatabase() {
        db = Sources.start();
    }

    @AfterAll
    static void stopDatabase() {
        db.close();
    }

    @BeforeEach
    void connectTheOlderOne() {
        db.execute("DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop", "CREATE TABLE shop.t (id INT PRIMARY KEY)");
        server = ServerProcess.start(Sources.settings(db, folder)).awaitUp();
        older = client();
        newer = client();
        connect(older);
    }

    @AfterEach
    void stopServer() {
        older.disconnect();
        newer.disconnect();
        server.close();
    }

    @Test
    void anOlderClientGetsNothingOnceANewerOneIsThere() {
        connect(newer);
        db.execute("INSERT INTO shop.t VALUES (1)");

        assertThatThrownBy(() -> rows(older, 1)).isInstanceOf(CanalClientException.class);

        assertThat(rows(newer, 1)).containsExactly("id=1");
    }

    @Test
    void whatAnOlderClientTookAndDidNotAcknowledgeComesAgain() {
        db.execute("INSERT INTO shop.t VALUES (1)");
        rows(older, 1);

        connect(newer);

        assertThat(rows(newer, 1)).containsExactly("id=1");
    }

    @Test
    void anOlderClientCannotAcknowledgeWhatItTookBefore() {
        db.execute("INSERT INTO shop.t VALUES (1)");
        var batch = next(older);
        connect(newer);

        assertThatThrownBy(() -> {
                    older.ack(batch.getId());
                    older.getWithoutAck(1);
                })
                .isInstanceOf(CanalClientException.class);

        assertThat(server.status().get("cursor")).isNull();
        assertThat(rows(newer, 1)).containsExactly("id=1");
    }

    @Test
    void aRequestThatWaitsForChangesLetsTheNewerClientIn() {
        var waiting = CompletableFuture.supplyAsync(() -> older.getWithoutAck(1000, 0L, TimeUnit.SECONDS));

        connect(newer);
        db.execute("INSERT INTO shop.t VALUES (1)");

        assertThat(rows(newer, 1)).containsExactly("id=1");
        assertThat(waiting).failsWithin(Duration.ofSeconds(10));
    }

    private SimpleCanalConnector client() {
        var client = new SimpleCanalConnector(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), "", "", "tms");
        client.setRollbackOnConnect(false);
        return client;
    }

    private static void connect(SimpleCanalConnector client) {
        client.connect();
        client.subscribe("");
    }

    private static Message next(SimpleCanalConnector client) {
        return await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.getWithoutAck(1000), message -> message.getId() != -1);
    }

    private static List<String> rows(SimpleCanalConnector client, int count) {
        var entries = new ArrayList<Entry>();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    entries.addAll(client.getWithoutAck(1000).getEntries());
                    return text(entries).size() >= count;
                });
        return text(entries);
    }

    private static List<String> text(List<Entry> entries) {
        return entries.stream()
                .filter(e -> e.getEntryType() == EntryType.ROWDATA)
                .flatMap(e -> Client.change(e).getRowDatasList().stream())
                .map(row -> Client.text(row.getAfterColumnsList()))
                .toList();
    }
}
