package com.pinda.aggregation.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.otter.canal.protocol.CanalPacket.Ack;
import com.alibaba.otter.canal.protocol.CanalPacket.ClientAck;
import com.alibaba.otter.canal.protocol.CanalPacket.Compression;
import com.alibaba.otter.canal.protocol.CanalPacket.Get;
import com.alibaba.otter.canal.protocol.CanalPacket.Messages;
import com.alibaba.otter.canal.protocol.CanalPacket.Packet;
import com.alibaba.otter.canal.protocol.CanalPacket.PacketType;
import com.google.protobuf.ByteString;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchChannelTest {

    private static final int KB = 1024;

    private Socket client;
    private Socket server;
    private BatchChannel channel;

    @BeforeEach
    void connect() throws IOException {
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(port.getInetAddress(), port.getLocalPort());
            server = port.accept();
        }
        channel = new BatchChannel(client, "tms");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aBatchIsAskedForWithoutWaitingAndAcknowledgedByItsNumber() throws IOException {
        answer(batch(7, "a"));

        var batch = channel.fetch(4096);
        channel.acknowledge(batch.id());

        var asked = Get.parseFrom(request(PacketType.GET));
        assertThat(asked.getDestination()).isEqualTo("tms");
        assertThat(asked.getClientId()).isEqualTo("1001");
        assertThat(asked.getFetchSize()).isEqualTo(4096);
        assertThat(asked.getTimeout()).isNegative();
        assertThat(asked.getAutoAck()).isFalse();
        var acknowledged = ClientAck.parseFrom(request(PacketType.CLIENTACK));
        assertThat(acknowledged.getDestination()).isEqualTo("tms");
        assertThat(acknowledged.getClientId()).isEqualTo("1001");
        assertThat(acknowledged.getBatchId()).isEqualTo(7);
    }

    @Test
    void theEntriesOfABatchStayWhileTheNextOneIsFetched() throws IOException {
        for (int i = 1; i < 20; i++) {
            answer(batch(i, text(i), text(i * KB)));
        }

        var before = channel.fetch(1);
        for (int i = 2; i < 20; i++) {
            var next = channel.fetch(1);
            assertThat(before.id()).isEqualTo(i - 1);
            assertThat(before.entries()).isEqualTo(entries(text(i - 1), text((i - 1) * KB)));
            before = next;
        }
    }

    @Test
    void canalMayHaveNothing() throws IOException {
        answer(batch(-1));
        answer(batch(3));

        assertThat(channel.fetch(1).isEmpty()).isTrue();
        assertThat(channel.fetch(1).isEmpty()).isTrue();
    }

    @Test
    void aRefusalTellsItsReason() throws IOException {
        answer(packet(
                PacketType.ACK,
                Ack.newBuilder()
                        .setErrorCode(402)
                        .setErrorMessage("no such destination")
                        .build()
                        .toByteString()));

        assertThatThrownBy(() -> channel.fetch(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such destination");
    }

    @Test
    void anAnswerThatIsNoBatchIsRefused() throws IOException {
        answer(packet(PacketType.HANDSHAKE, ByteString.EMPTY));
        answer(batch(1, "a").toBuilder().setCompression(Compression.GZIP).build());

        assertThatThrownBy(() -> channel.fetch(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HANDSHAKE");
        assertThatThrownBy(() -> channel.fetch(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("GZIP");
    }

    @Test
    void aConnectionThatEndsWithinABatchGivesNone() throws IOException {
        var out = new DataOutputStream(server.getOutputStream());
        out.writeInt(1000);
        out.write(batch(1, "a").toByteArray());
        server.close();

        assertThatThrownBy(() -> channel.fetch(1)).isInstanceOf(EOFException.class);
    }

    private static Packet batch(long id, String... entries) {
        return packet(
                PacketType.MESSAGES,
                Messages.newBuilder()
                        .setBatchId(id)
                        .addAllMessages(entries(entries))
                        .build()
                        .toByteString());
    }

    private static List<ByteString> entries(String... texts) {
        return List.of(texts).stream().map(ByteString::copyFromUtf8).toList();
    }

    private static String text(int length) {
        return Character.toString('a' + length % 26).repeat(length);
    }

    private static Packet packet(PacketType type, ByteString body) {
        return Packet.newBuilder().setType(type).setVersion(1).setBody(body).build();
    }

    /** The socket's buffers hold it until it is read. */
    private void answer(Packet packet) throws IOException {
        var out = new DataOutputStream(server.getOutputStream());
        out.writeInt(packet.getSerializedSize());
        out.write(packet.toByteArray());
    }

    private ByteString request(PacketType type) throws IOException {
        var in = new DataInputStream(server.getInputStream());
        var packet = Packet.parseFrom(in.readNBytes(in.readInt()));
        assertThat(packet.getType()).isEqualTo(type);
        return packet.getBody();
    }
}
