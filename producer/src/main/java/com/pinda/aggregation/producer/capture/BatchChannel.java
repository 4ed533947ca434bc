package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.CanalPacket.Ack;
import com.alibaba.otter.canal.protocol.CanalPacket.ClientAck;
import com.alibaba.otter.canal.protocol.CanalPacket.Compression;
import com.alibaba.otter.canal.protocol.CanalPacket.Get;
import com.alibaba.otter.canal.protocol.CanalPacket.Messages;
import com.alibaba.otter.canal.protocol.CanalPacket.Packet;
import com.alibaba.otter.canal.protocol.CanalPacket.PacketType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Fetches batches over a connection that canal's own client has opened, and acknowledges them. The client itself reads
 * 8 KB at a time and copies each entry twice out of arrays that it makes anew for every batch; here entries are parts
 * of the array that a batch was read into, of which there are two in turn. One thread may acknowledge while another one
 * fetches: packets are written whole, and an acknowledgement has no answer.
 *
 * @see <a href="https://github.com/alibaba/canal/blob/master/protocol/src/main/proto/CanalProtocol.proto">the
 *     packets</a>
 */
final class BatchChannel {

    private static final int LENGTH_BYTES = Integer.BYTES;

    /** That of every client of canal; a destination has one client. */
    private static final String CLIENT_ID = "1001";

    private static final long NO_WAIT = -1;
    private static final long NO_BATCH = -1;

    /** As many bytes as one read may take: the JDK keeps a buffer of this size outside the heap. */
    private static final int READ_BYTES = 1 << 18;

    private static final int FIRST_BYTES = 1 << 16;
    private static final int LARGEST_KEPT = 1 << 24;

    private final InputStream in;
    private final OutputStream out;
    private final String destination;
    private final byte[] lengthBytes = new byte[LENGTH_BYTES];
    private byte[] array = new byte[FIRST_BYTES];
    private byte[] otherArray = new byte[FIRST_BYTES];

    BatchChannel(Socket socket, String destination) throws IOException {
        in = socket.getInputStream();
        out = socket.getOutputStream();
        this.destination = destination;
    }

    /** What canal has now, at most so much; its entries are good until the fetch after the next one. */
    CapturedBatch fetch(int kilobytes) throws IOException {
        var request = Get.newBuilder()
                .setAutoAck(false)
                .setDestination(destination)
                .setClientId(CLIENT_ID)
                .setFetchSize(kilobytes)
                .setTimeout(NO_WAIT)
                .build();
        send(PacketType.GET, request.toByteString());
        var messages = Messages.parser().parseFrom(parts(answer()));
        return messages.getBatchId() == NO_BATCH || messages.getMessagesCount() == 0
                ? CapturedBatch.EMPTY
                : new CapturedBatch(messages.getBatchId(), messages.getMessagesList());
    }

    void acknowledge(long batch) throws IOException {
        var acknowledgement = ClientAck.newBuilder()
                .setDestination(destination)
                .setClientId(CLIENT_ID)
                .setBatchId(batch)
                .build();
        send(PacketType.CLIENTACK, acknowledgement.toByteString());
    }

    private synchronized void send(PacketType type, ByteString body) throws IOException {
        var packet = Packet.newBuilder().setType(type).setBody(body).build().toByteArray();
        out.write(ByteBuffer.allocate(LENGTH_BYTES + packet.length)
                .putInt(packet.length)
                .put(packet)
                .array());
    }

    private ByteString answer() throws IOException {
        var packet = Packet.parser().parseFrom(parts(frame()));
        if (packet.getType() == PacketType.ACK) {
            throw new IOException(
                    "canal refuses: " + Ack.parseFrom(packet.getBody()).getErrorMessage());
        }
        if (packet.getType() != PacketType.MESSAGES) {
            throw new IOException("canal answered with a packet of type " + packet.getType());
        }
        if (packet.getCompression() != Compression.NONE
                && packet.getCompression() != Compression.COMPRESSIONCOMPATIBLEPROTO2) {
            throw new IOException("canal's answer is compressed: " + packet.getCompression());
        }
        return packet.getBody();
    }

    private ByteString frame() throws IOException {
        read(lengthBytes, LENGTH_BYTES);
        var length = ByteBuffer.wrap(lengthBytes).getInt();
        if (length < 0) {
            throw new IOException("canal sent a packet of " + length + " bytes");
        }
        var bytes = arrayOf(length);
        read(bytes, length);
        return UnsafeByteOperations.unsafeWrap(bytes, 0, length);
    }

    private void read(byte[] bytes, int length) throws IOException {
        var at = 0;
        while (at < length) {
            var count = in.read(bytes, at, Math.min(length - at, READ_BYTES));
            if (count < 0) {
                throw new EOFException("canal closed the connection");
            }
            at += count;
        }
    }

    /** The one of the two arrays that does not hold the batch before. */
    private byte[] arrayOf(int length) {
        var next = otherArray;
        if (next.length < length) {
            next = new byte[Math.max(length, Math.min(2 * next.length, LARGEST_KEPT))];
        }
        otherArray = array;
        array = next.length <= LARGEST_KEPT ? next : new byte[FIRST_BYTES];
        return next;
    }

    /** Messages read from this are parts of the same array. */
    private static CodedInputStream parts(ByteString bytes) {
        var parts = bytes.newCodedInput();
        parts.enableAliasing(true);
        return parts;
    }
}
