package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Echo server = new Echo();
    private Link link = Link.to(server.port());

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void whatIsSentComesBack() throws IOException {
        try (var client = client()) {
            assertThat(asked(client, text("one"))).isEqualTo(text("one"));
        }
    }

    @Test
    void aCutEndsOpenConnectionsAndLetsNewOnesThrough() throws IOException {
        try (var client = client()) {
            asked(client, text("one"));

            assertThat(link.cut()).isEqualTo(1);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (var next = client()) {
            assertThat(asked(next, text("two"))).isEqualTo(text("two"));
        }
    }

    @Test
    void aRefusingLinkClosesNewConnectionsUntilItAccepts() throws IOException {
        try (var open = client()) {
            asked(open, text("one"));
            link.refuse();

            try (var refused = client()) {
                assertThat(refused.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(link.refused()).isEqualTo(1);
            assertThat(asked(open, text("two"))).isEqualTo(text("two"));
        }
        link.accept();
        try (var next = client()) {
            assertThat(asked(next, text("three"))).isEqualTo(text("three"));
        }
    }

    @Test
    void aLinkWhoseServerIsAwayCarriesAgainWhenItIsBack() throws IOException {
        server.close();
        try (var refused = client()) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }

        try (var back = new Echo(server.port());
                var next = client()) {
            assertThat(back.port()).isEqualTo(server.port());
            assertThat(asked(next, text("one"))).isEqualTo(text("one"));
        }
    }

    @Test
    void aStalledConnectionStandsStillUntilResumed() throws IOException {
        try (var client = client();
                var other = client()) {
            asked(client, text("one"));
            asked(other, text("one"));

            assertThat(link.stall()).isEqualTo(2);
            client.getOutputStream().write(text("two"));

            assertSilent(client);
            link.resume();
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo(text("two"));
        }
    }

    @Test
    void aDelayedMessageTakesSoMuchLonger() throws IOException {
        try (var client = client()) {
            link.delay(Duration.ofMillis(60));

            var from = System.nanoTime();
            asked(client, text("one"));

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    @Test
    void aConnectionIsCutAfterSoManyBytesOfAnswers() throws IOException {
        frame(Framing.LENGTH);
        try (var client = client()) {
            link.cutAfter(100);

            var first = length("a".repeat(80));
            assertThat(asked(client, first)).isEqualTo(first);
            client.getOutputStream().write(length("b".repeat(80)));

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(link.cuts()).isEqualTo(1);
        }
        try (var next = client()) {
            assertThat(asked(next, length("c".repeat(200)))).hasSize(204);
        }
    }

    @Test
    void anAnswerThatIsLostLeavesThoseBehindItAsTheyAre() throws IOException {
        frame(Framing.LENGTH);
        link.lose(message -> message[4] == 'b');
        try (var client = client()) {
            client.getOutputStream().write(length("b"));
            client.getOutputStream().write(length("c"));

            assertThat(client.getInputStream().readNBytes(5)).isEqualTo(length("c"));
        }
    }

    @Test
    void aLinkMayLeadToAnotherServer() throws IOException {
        try (var other = new Echo();
                var before = client()) {
            asked(before, text("one"));

            link.leadTo(other.port());

            assertThat(before.getInputStream().read()).isEqualTo(-1);
            try (var client = client()) {
                assertThat(asked(client, text("two"))).isEqualTo(text("two"));
            }
            assertThat(other.received()).isEqualTo(3);
        }
    }

    @Test
    void aKafkaRequestIsHeldBeforeTheServerGetsIt() throws IOException {
        frame(Framing.LENGTH);
        var hold = link.holdAt(Moment.END_TXN);
        try (var client = client()) {
            var produce = kafka(0, 1);
            assertThat(asked(client, produce)).isEqualTo(produce);
            assertThat(hold.isReached(Duration.ZERO)).isFalse();

            var endTxn = kafka(26, 2);
            client.getOutputStream().write(endTxn);

            assertThat(hold.isReached(PATIENCE)).isTrue();
            assertSilent(client);
            assertThat(server.received()).isEqualTo(produce.length);
            hold.release();
            assertThat(client.getInputStream().readNBytes(endTxn.length)).isEqualTo(endTxn);
        }
    }

    @Test
    void aRequestThatIsCutWhereItIsHeldNeverArrives() throws IOException {
        frame(Framing.LENGTH);
        var hold = link.holdAt(Moment.END_TXN);
        try (var client = client()) {
            client.getOutputStream().write(kafka(26, 2));
            assertThat(hold.isReached(PATIENCE)).isTrue();

            hold.cut();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (var next = client()) {
            asked(next, kafka(26, 3));
            assertThat(server.received()).isEqualTo(kafka(26, 3).length);
        }
    }

    @Test
    void theAnswerToAKafkaRequestIsHeldAndThoseBeforeItAreNot() throws IOException {
        frame(Framing.LENGTH);
        var hold = link.holdAnswerTo(Moment.END_TXN);
        try (var client = client()) {
            var produce = echoed(0);
            var endTxn = echoed(26);
            client.getOutputStream().write(produce);
            client.getOutputStream().write(endTxn);

            assertThat(client.getInputStream().readNBytes(produce.length)).isEqualTo(produce);
            assertThat(hold.isReached(PATIENCE)).isTrue();
            assertSilent(client);
            assertThat(server.received()).isEqualTo(produce.length + endTxn.length);
            hold.release();
            assertThat(client.getInputStream().readNBytes(endTxn.length)).isEqualTo(endTxn);
        }
    }

    @Test
    void canalsAcknowledgementIsKnownAmongItsPackets() throws IOException {
        frame(Framing.LENGTH);
        var hold = link.holdAt(Moment.CANAL_ACK);
        try (var client = client()) {
            var get = canal(6);
            assertThat(asked(client, get)).isEqualTo(get);
            assertThat(hold.isReached(Duration.ZERO)).isFalse();

            client.getOutputStream().write(canal(8));

            assertThat(hold.isReached(PATIENCE)).isTrue();
        }
    }

    @Test
    void aStatementIsKnownByItsBeginning() throws IOException {
        frame(Framing.MYSQL);
        var hold = link.holdAnswerTo(Moment.statement("COMMIT"));
        try (var client = client()) {
            asked(client, query("SET autocommit=0"));
            asked(client, query("INSERT INTO t VALUES ('commit')"));
            assertThat(hold.isReached(Duration.ZERO)).isFalse();

            var commit = query("commit");
            client.getOutputStream().write(commit);

            assertThat(hold.isReached(PATIENCE)).isTrue();
            assertSilent(client);
            hold.release();
            assertThat(client.getInputStream().readNBytes(commit.length)).isEqualTo(commit);
        }
    }

    @Test
    void aStatementWithAttributesBeforeItIsKnownToo() throws IOException {
        frame(Framing.MYSQL);
        var hold = link.holdAt(Moment.statement("COMMIT"));
        try (var client = client()) {
            client.getOutputStream().write(query("\0\1COMMIT"));

            assertThat(hold.isReached(PATIENCE)).isTrue();
        }
    }

    private void frame(Framing framing) {
        link.close();
        link = Link.to(server.port(), framing);
    }

    private Socket client() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] asked(Socket client, byte[] message) throws IOException {
        client.getOutputStream().write(message);
        return client.getInputStream().readNBytes(message.length);
    }

    /** For a tenth of a second; what is held for ever is so for any time. */
    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(100);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout((int) PATIENCE.toMillis());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] length(String text) {
        return ByteBuffer.allocate(4 + text.length())
                .putInt(text.length())
                .put(text(text))
                .array();
    }

    /** A request as Kafka frames it: length, key, version, correlation id. */
    private static byte[] kafka(int apiKey, int correlation) {
        return ByteBuffer.allocate(14)
                .putInt(10)
                .putShort((short) apiKey)
                .putShort((short) 3)
                .putInt(correlation)
                .putShort((short) 0)
                .array();
    }

    /** A request whose key and version, where an answer has its correlation id, are its correlation id too. */
    private static byte[] echoed(int apiKey) {
        return kafka(apiKey, apiKey << 16 | 3);
    }

    private static byte[] canal(int type) {
        var packet = new byte[] {8, 17, 16, 1, 24, (byte) type, 42, 1, 9};
        return ByteBuffer.allocate(4 + packet.length)
                .putInt(packet.length)
                .put(packet)
                .array();
    }

    private static byte[] query(String sql) {
        var body = new ByteArrayOutputStream();
        body.write(3);
        body.writeBytes(text(sql));
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {(byte) body.size(), 0, 0, 0});
        frame.writeBytes(body.toByteArray());
        return frame.toByteArray();
    }
}
