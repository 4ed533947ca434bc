package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanalServerTest {

    private static final LogPosition LAST = new LogPosition("mysql-bin.000007", 500, 0);

    private static final long BEGUN = 1_700_000_000;

    private HttpServer http;
    private String status = "";

    @BeforeEach
    void startStatusPage() throws IOException {
        startStatusPage(0);
    }

    private void startStatusPage(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/status", exchange -> {
            try (exchange) {
                var body = status.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        http.start();
    }

    @AfterEach
    void stopStatusPage() {
        http.stop(0);
    }

    @Test
    void theSourceThatWasReadBeforeIsReadOn() {
        status = streaming(1, "mysql-bin.000007", 400);

        assertThat(server(0).resume(checkpoint(0, 1L))).isPresent();
    }

    @Test
    void aRaisedEpochBeginsAnewWhereverTheNewSourceBegins() {
        status = streaming(2, "mysql-bin.000001", 4);

        assertThat(server(1).resume(checkpoint(0, 1L))).isEmpty();
    }

    @Test
    void anEpochThatIsOlderThanTheCheckpointsIsRefused() {
        status = streaming(1, "mysql-bin.000007", 400);

        assertThatThrownBy(() -> server(0).resume(checkpoint(1, 1L)))
                .isInstanceOf(GapException.class)
                .hasMessageContaining("epoch 1")
                .hasMessageContaining("cdc.capture.epoch is 0");
    }

    @Test
    void anotherSourceOfTheSameEpochIsRefused() {
        status = streaming(2, "mysql-bin.000007", 400);

        assertThatThrownBy(() -> server(0).resume(checkpoint(0, 1L)))
                .isInstanceOf(GapException.class)
                .hasMessageContaining("server_id 1")
                .hasMessageContaining("server_id 2")
                .hasMessageContaining("cdc.capture.epoch=1");
    }

    @Test
    void aCheckpointThatKnowsNoSourceIsGoneOnWith() {
        status = streaming(2, "mysql-bin.000007", 400);

        assertThat(server(0).resume(checkpoint(0, null))).isPresent();
    }

    @Test
    void aServerThatBeginsAfterTheCheckpointLeavesAGap() {
        status = streaming(1, "mysql-bin.000007", 600);

        assertThatThrownBy(() -> server(0).resume(checkpoint(0, 1L)))
                .isInstanceOf(GapException.class)
                .hasMessageContaining("canal.source.start=mysql-bin.000007:500");
    }

    @Test
    void aServerThatDoesNotKnowWhereItBeginsIsAskedAgain() {
        status = """
                {"state": "reconnecting", "reason": "connection refused", "cursor": null, "started_at": null,
                 "server_id": 0}""";

        assertThatThrownBy(() -> server(0).resume(checkpoint(0, 1L)))
                .isInstanceOf(CanalNotReadyException.class)
                .hasMessageContaining("reconnecting")
                .hasMessageContaining("connection refused");
    }

    @Test
    void theBinlogFilesThatTheServerReadAreKnown() {
        status = """
                {"state": "streaming", "started_at": null, "server_id": 1, "binlogs": {"mysql-bin.000007": 5}}""";

        assertThat(server(0).status().orElseThrow().binlogs()).containsExactly(Map.entry("mysql-bin.000007", 5L));
    }

    @Test
    void aBinlogWhoseFilesAreThoseOfTheCheckpointIsReadOn() {
        var checkpoint = checkpoint(0, 1L);

        server(0).refuseOtherBinlog(checkpoint, Map.of());
        server(0).refuseOtherBinlog(checkpoint, Map.of("mysql-bin.000006", BEGUN - 1));
        server(0).refuseOtherBinlog(checkpoint, Map.of("mysql-bin.000007", BEGUN, "mysql-bin.000006", BEGUN + 1));
        server(0).refuseOtherBinlog(checkpoint, Map.of("mysql-bin.000008", BEGUN + 9));
    }

    @Test
    void aBinlogThatWasBegunAnewIsRefusedHoweverSoonAfterTheCheckpoint() {
        for (var binlogs : List.of(Map.of("mysql-bin.000007", BEGUN + 1), Map.of("mysql-bin.000001", BEGUN + 1))) {
            assertThatThrownBy(() -> server(0).refuseOtherBinlog(checkpoint(0, 1L), binlogs))
                    .isInstanceOf(GapException.class)
                    .hasMessageContaining("mysql-bin.000007:500")
                    .hasMessageContaining("The source's binlog was reset")
                    .hasMessageContaining("cdc.capture.epoch=1");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsToldAsUnreachable() {
        http.stop(0);

        assertThat(server(0).status().orElseThrow().interruption())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("canal-server is unreachable: http://127.0.0.1:"
                                + http.getAddress().getPort())
                        .contains("/status (cdc.capture.status-url): "));
    }

    @Test
    void whatAServerSaidBeforeItEndedIsToldUntilAnotherAnswers() throws IOException {
        var server = server(0);
        status = """
                {"state": "failed", "reason": "binlog file gone: mysql-bin.000007", "cursor": null, "server_id": 1,
                 "started_at": null}""";
        server.status();
        var port = http.getAddress().getPort();
        http.stop(0);

        assertThat(server.status().orElseThrow().interruption())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("canal-server is unreachable")
                        .endsWith("; before that it failed: binlog file gone: mysql-bin.000007"));

        status = streaming(1, "mysql-bin.000007", 4);
        startStatusPage(port);
        server.status();
        http.stop(0);
        assertThat(server.status().orElseThrow().interruption())
                .hasValueSatisfying(reason -> assertThat(reason).doesNotContain("before that"));
    }

    private CanalServer server(int epoch) {
        return new CanalServer(CapturedTablesFixture.properties(
                "shop.*",
                "epoch=" + epoch,
                "status-url=http://127.0.0.1:" + http.getAddress().getPort() + "/status"));
    }

    private static Published checkpoint(int epoch, @Nullable Long sourceServerId) {
        return new Published(new ReadState(LAST, null, null, 1, 1000), epoch, 1000, sourceServerId, BEGUN);
    }

    private static String streaming(long serverId, String file, long startedAt) {
        return """
                {"state": "streaming", "reason": null, "cursor": null, "gtid": null, "server_id": %d,
                 "started_at": {"file": "%s", "offset": %d}}""".formatted(serverId, file, startedAt);
    }
}
